// Asks the veraPDF validator about files. One line per fact, fields parted by tabs:
//   result  <file> <flavour> <compliant: true|false> <number of assertions>
//   failure <file> <flavour> <clause-test> <message> <context>
//   error   <file> <flavour> <message>
// Usage: Validate FLAVOUR:FILE ... with the flavours ua1, 3a, 3b, 2b.

import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

public final class Validate {
    private static final int FAILURES_SHOWN_PER_RULE = 20;

    private Validate() {}

    public static void main(String[] jobs) {
        LogManager.getLogManager().reset();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        VeraGreenfieldFoundryProvider.initialise();
        for (String job : jobs) {
            int colon = job.indexOf(':');
            validate(out, job.substring(0, colon), job.substring(colon + 1));
        }
    }

    private static void validate(PrintStream out, String flavourName, String file) {
        PDFAFlavour flavour = PDFAFlavour.fromString(flavourName);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance()
                                .createValidator(flavour, FAILURES_SHOWN_PER_RULE, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    tell(out, "failure", file, flavourName, rule(assertion.getRuleId()),
                            message(assertion), assertion.getLocation().getContext());
                }
            }
            tell(out, "result", file, flavourName, String.valueOf(result.isCompliant()),
                    String.valueOf(result.getTotalAssertions()));
        } catch (Exception | LinkageError problem) {
            tell(out, "error", file, flavourName, String.valueOf(problem));
        }
    }

    private static String rule(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }

    private static String message(TestAssertion assertion) {
        String special = assertion.getErrorMessage();
        return special == null || special.isEmpty() ? assertion.getMessage() : special;
    }

    private static void tell(PrintStream out, String... fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            line.append(line.length() == 0 ? "" : "\t");
            line.append(field == null ? "" : field.replaceAll("\\s+", " "));
        }
        out.println(line);
    }
}
