//! A program that opens and closes packs all day does not grow.
#![cfg(all(feature = "tract", target_os = "linux"))]

use std::path::Path;

use dynet::restorer::{Backend, Options, Restorer};
use dynet_core::memory::Memory;
use dynet_engine::library::{Search, find};
use dynet_testing::zips::stored;
use dynet_testing::{Tiny, picture_of};

fn open_restore_close(pack: &Path, backend: Backend) {
    let restorer = Restorer::builder()
        .backend(backend)
        .threads(1)
        .open(pack)
        .unwrap();
    let restored = restorer.restore(&picture_of(16, 16), &Options::default());
    assert_eq!(restored.unwrap().image.width(), 16);
}

#[test]
fn a_thousand_cycles_do_not_grow() {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    tiny.write(folder.path());
    // Unaligned weights, which are copied.
    let file = folder.path().join("tiny.dynet");
    std::fs::write(&file, stored(&tiny.files(), 1)).unwrap();
    let mut backends = vec![Backend::Tract];
    match find(None).unwrap() {
        Search::Found(_) => backends.push(Backend::Ort),
        Search::Absent(reason) => dynet_testing::skipped(reason),
    }
    for backend in backends {
        let mut resident = Vec::new();
        for cycle in 0..=1000 {
            let pack = if cycle % 2 == 0 { folder.path() } else { &file };
            open_restore_close(pack, backend);
            if cycle == 100 || cycle == 1000 {
                resident.push(Memory::now().unwrap().resident);
            }
        }
        println!("{backend:?}: {resident:?} bytes after 100 and 1000 cycles");
        // Less than 2 KB per cycle, which is less than a leaked weights file or graph.
        assert!(
            resident[1] < resident[0] + (2 << 20),
            "{backend:?} {resident:?}"
        );
    }
    // Neither maps nor files are left open.
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    assert!(!maps.contains("tiny.dynet") && !maps.contains("weights.bin"));
    let open = std::fs::read_dir("/proc/self/fd").unwrap().count();
    assert!(open < 50, "{open} open files");
}
