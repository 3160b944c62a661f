//! The code that is kept is the code that the importer writes today.

mod common;

use std::fs;
use std::path::Path;

/// After a change of the exporter: `BLESS=1 cargo test -p dynet-roundtrip --test generated`.
#[test]
fn the_imported_code_is_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    common::import(&common::network(), folder.path());
    for (name, _) in common::VARIANTS {
        let code = fs::read_to_string(folder.path().join(name).with_extension("rs")).unwrap();
        // The first line names the temporary folder.
        let (_, code) = code.split_once('\n').unwrap();
        let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("generated")
            .join(name);
        let kept = kept.with_extension("rs");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&kept, code).unwrap();
        }
        let same = fs::read_to_string(&kept).unwrap() == code;
        assert!(
            same,
            "{} is older than the exporter; see above",
            kept.display()
        );
    }
}
