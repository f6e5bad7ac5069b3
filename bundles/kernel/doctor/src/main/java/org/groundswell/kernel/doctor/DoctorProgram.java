package org.groundswell.kernel.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.doctor.Finding.Grade;

/** {@code bin/groundswell doctor}. */
public final class DoctorProgram {
    private static final int FAILED = 1;
    private static final List<Examination> ALL = List.of(new JavaExamination(), new MemoryExamination(),
            new DiskExamination(), new PortsExamination(), new OpenFilesExamination(), new RightsExamination(),
            new CertificateExamination(), new GatewaysExamination(), new DatabaseExamination(), new MailExamination());

    private DoctorProgram() {
    }

    /** {@code HOME DATA runs|stopped}; ends with 1 where something is ill. */
    public static void main(String[] arguments) {
        var node = new Patient(new NodeFolder(Path.of(arguments[0]), Path.of(arguments[1])), arguments[2].equals("runs"));
        List<Finding> findings = examine(node, ALL);
        findings.forEach(each -> System.out.println(each.line()));
        long ill = findings.stream().filter(each -> each.grade() == Grade.ILL).count();
        long noted = findings.stream().filter(each -> each.grade() == Grade.NOTED).count();
        System.out.println(ill + noted == 0 ? "Nothing was found." : ill + " ill, " + noted + " to note.");
        System.exit(ill == 0 ? 0 : FAILED);
    }

    /** One that breaks is a finding, and the others go on. */
    static List<Finding> examine(Patient node, List<Examination> examinations) {
        var findings = new ArrayList<Finding>();
        for (Examination each : examinations) {
            try {
                findings.addAll(each.examine(node));
            } catch (RuntimeException e) {
                findings.add(Finding.ill(each.getClass().getSimpleName(), "it could not be looked at: " + e,
                        "Please tell us: this is a mistake of the doctor's"));
            }
        }
        return findings;
    }
}
