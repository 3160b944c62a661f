//! A pack of one file restores as its folder does.

use std::fs;

use dynet::restorer::{Backend, Options, Restorer};
use dynet_testing::zips::stored;
use dynet_testing::{Tiny, picture_of};

#[test]
fn restores_as_the_folder_does() {
    let folder = tempfile::tempdir().unwrap();
    Tiny::new().write(folder.path());
    let file = folder.path().join("tiny.dynet");
    fs::write(&file, stored(&Tiny::new().files(), 1)).unwrap();
    let image = picture_of(40, 24);
    let restored = [folder.path(), &file].map(|pack| {
        let restorer = Restorer::builder().backend(Backend::Tract).open(pack);
        let restored = restorer.unwrap().restore(&image, &Options::default());
        restored.unwrap().image.into_data()
    });
    assert!(restored[0] == restored[1]);
    assert!(restored[0] != image.data());
}
