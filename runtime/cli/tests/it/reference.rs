//! The reference in the documentation matches the program's help.

use std::path::Path;

/// To write it anew: `DYNET_WRITE_REFERENCE=1 cargo test --release -p dynet-cli --test it reference`.
#[test]
fn the_reference_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/reference/cli.md");
    let options = clap_markdown::MarkdownOptions::new()
        .title("The program dynet".into())
        .show_footer(false);
    let text = clap_markdown::help_markdown_command_custom(&dynet_cli::command(), &options);
    if std::env::var_os("DYNET_WRITE_REFERENCE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "{} is stale", path.display());
}
