import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Validates each file against each flavour: `Verapdf 3a,ua1 FILE…`. */
class Verapdf {
    /** How many failures of one rule are reported: more say nothing new. */
    private static final int SHOWN = 3;

    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int file = 1; file < args.length; file++) {
            for (String flavour : args[0].split(",")) {
                validate(args, file, PDFAFlavour.fromString(flavour));
            }
        }
    }

    /** Prints a line a failure: file number, flavour, rule, meaning, place; then a line of the first two. */
    private static void validate(String[] args, int file, PDFAFlavour flavour) throws Exception {
        var foundry = Foundries.defaultInstance();
        try (var parser = foundry.createParser(new File(args[file]), flavour);
                var validator = foundry.createValidator(flavour, SHOWN, false, true, false)) {
            for (TestAssertion failure : validator.validate(parser).getTestAssertions()) {
                var rule = failure.getRuleId();
                print(String.valueOf(file), flavour.getId(),
                        rule.getClause() + "-" + rule.getTestNumber(),
                        failure.getErrorMessage(), failure.getLocation().getContext());
            }
        }
        print(String.valueOf(file), flavour.getId());
    }

    private static void print(String... fields) {
        var line = new StringBuilder();
        for (String field : fields) {
            line.append(line.length() == 0 ? "" : "\t").append(field.replaceAll("\\s+", " "));
        }
        System.out.println(line);
    }
}
