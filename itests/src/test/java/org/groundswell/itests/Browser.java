package org.groundswell.itests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A person with Debian's Chromium, with or without scripts; keeps what they see. */
final class Browser implements AutoCloseable {
    private static final int MOST_TRIES = 5;
    private static final Path SCREENSHOTS = Path.of(System.getProperty("groundswell.target")).resolve("screenshots");
    private static final int SMALL_PHONE = 360;
    private static final String CHROMIUM = "/usr/bin/chromium";
    private static final String DRIVER = "/usr/bin/chromedriver";

    private final ChromeDriver driver;

    Browser(boolean scripts, String language) throws IOException {
        if (!Files.isExecutable(Path.of(CHROMIUM)) || !Files.isExecutable(Path.of(DRIVER))) {
            throw new IllegalStateException("The browser tests need Debian's packages chromium and chromium-driver");
        }
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run", "--hide-scrollbars",
                "--user-data-dir=" + Files.createTempDirectory("chromium"), "--lang=" + language);
        if (!scripts) {
            options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        }
        var service = new ChromeDriverService.Builder().usingDriverExecutable(Path.of(DRIVER).toFile()).build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
        driver.manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
        phone();
    }

    void phone() {
        driver.manage().window().setSize(new Dimension(500, 900));
    }

    void desk() {
        driver.manage().window().setSize(new Dimension(1280, 900));
    }

    /** What pages have of a window, to the pixel. */
    void window(int width) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", 900, "deviceScaleFactor", 1,
                "mobile", false));
    }

    /** Whether neither of two parts is above the other one, nor on it. */
    boolean areBeside(String css, String other) {
        return (boolean) driver.executeScript("const [one, other] = [...arguments].map(each => document.querySelector(each)"
                + ".getBoundingClientRect()); return (one.left >= other.right || one.right <= other.left) && one.top < other.bottom"
                + " && one.bottom > other.top;", css, other);
    }

    /** A small phone of somebody who has letters twice as large; what was open counts no more. */
    void phoneWithLargeLetters(String url) {
        small();
        open(url);
        large();
    }

    /** The same with the page that is open. */
    void smallWithLargeLetters() {
        small();
        large();
    }

    private void small() {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", SMALL_PHONE, "height", 780,
                "deviceScaleFactor", 1, "mobile", false));
    }

    private void large() {
        driver.executeScript("document.documentElement.style.fontSize = '200%'");
    }

    /** Those of which a part is above or below what the window shows. */
    List<?> outOfSight(String... css) {
        return (List<?>) driver.executeScript("return arguments[0].filter(each => { const box ="
                + " document.querySelector(each).getBoundingClientRect(); return box.top < 0 || box.bottom > innerHeight; })",
                List.of(css));
    }

    /** What reaches beyond the edge of that phone, from the outermost; nothing where nobody has to scroll sideways. */
    List<?> beyondTheEdge() {
        return (List<?>) driver.executeScript("return [...document.body.querySelectorAll('*')].filter(each => {"
                + " const box = each.getBoundingClientRect(); return box.width > 1 && !each.closest('.hidden, .skip')"
                + " && (box.right > arguments[0] + 1 || box.left < -1); })"
                + ".map(each => each.tagName + '.' + each.className).slice(0, 5)", SMALL_PHONE);
    }

    /** Words that stand on two lines though three-fifths of that phone are enough for them. */
    List<?> brokenWords(String css) {
        return (List<?>) driver.executeScript("return [...document.querySelectorAll(arguments[0])].flatMap(each => {"
                + " const text = each.firstChild; return [...text.data.matchAll(/\\S+/g)].filter(word => {"
                + " const range = document.createRange(); range.setStart(text, word.index);"
                + " range.setEnd(text, word.index + word[0].length); const lines = [...range.getClientRects()];"
                + " return lines.length > 1 && lines.reduce((sum, line) => sum + line.width, 0) < arguments[1] * 3 / 5; })"
                + ".map(word => word[0]); })", css, SMALL_PHONE);
    }

    /** What somebody who cannot see, or not well, would stumble over, as axe-core finds it: one text for each rule. */
    List<?> barriers() throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>) driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run(document, {preload: false}).then(found => done(found.violations.map(each => each.id + ': '"
                + " + each.help + ' at ' + each.nodes.map(node => node.target.join(' ')).join(', '))),"
                + " problem => done(['axe: ' + problem]));");
    }

    /** As on a device that asks for this: {@code prefers-color-scheme} or {@code forced-colors}, for example. */
    void prefers(String feature, String value) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value",
                value))));
    }

    String title() {
        return driver.getTitle();
    }

    /** What has the focus. */
    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    void open(String url) {
        driver.get(url);
    }

    /** As if this page had come from the address, where another one is. */
    void show(String url, String html) {
        open(url);
        driver.executeScript("document.open(); document.write(arguments[0]); document.close();", html);
        Await.until("the page with its style", () -> "complete".equals(driver.executeScript("return document.readyState")));
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> findAll(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Follows a link or presses a button by script-free means: a real click on it. */
    void click(String css) {
        for (int tries = 1; ; tries++) {
            try {
                find(css).click();
                return;
            } catch (StaleElementReferenceException e) {
                // A page that moves has drawn it anew since it was found.
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    void type(String css, String text) {
        WebElement element = find(css);
        element.clear();
        element.sendKeys(text);
    }

    /** Signs in to the console of this node, and goes on to a page. */
    void signIn(String admin, String name, String password, String page) {
        open(admin + "/admin/sign-in?to=" + page);
        type("[name=name]", name);
        type("[name=password]", password);
        click("form.card button");
        Await.until("signed in", () -> url().endsWith(page));
    }

    /** Does something in a tab of its own, and comes back. */
    void inAnotherTab(Runnable what) {
        String here = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        what.run();
        driver.close();
        driver.switchTo().window(here);
    }

    /** Another tab in place of all that are open, and nothing of what was seen or said in them. */
    void forgetAll() {
        Set<String> before = driver.getWindowHandles();
        driver.switchTo().newWindow(WindowType.TAB);
        String next = driver.getWindowHandle();
        for (String each : before) {
            driver.switchTo().window(each).close();
        }
        driver.switchTo().window(next);
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        complaints();
        phone();
    }

    /** As when a session has ended: the browser has nothing that the node knows. */
    void forgetCookies() {
        driver.manage().deleteAllCookies();
    }

    String text(String css) {
        return find(css).getText();
    }

    /** Waits until the page that is shown says this; after a click the old page may still be there. */
    void awaitText(String css, String expected) {
        Await.until("'" + expected + "' at " + css, () -> text(css).equals(expected));
    }

    /** What stands in a frame of the page. */
    String frameText(String css) {
        driver.switchTo().frame(find(css));
        String text = text("body");
        driver.switchTo().defaultContent();
        return text;
    }

    String url() {
        return driver.getCurrentUrl();
    }

    /** Keeps the whole page as a picture. */
    void keep(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** What the browser complains about: refused scripts and styles, missing files, script errors. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream().map(entry -> entry.getMessage()).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
