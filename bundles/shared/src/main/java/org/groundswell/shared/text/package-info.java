/** Text of strangers and of many languages. */
package org.groundswell.shared.text;
