//! Patches from a folder: determinism, bad files, flat photos.

use dynet_core::{ErrorKind, Planar};
use dynet_image::Photo;
use dynet_trainer::data::PatchSource;
use std::path::Path;

fn save(folder: &Path, name: &str, width: usize, height: usize, pixel: fn(usize, usize) -> f32) {
    let mut picture = Planar::new(width, height);
    for (at, value) in picture.data_mut().iter_mut().enumerate() {
        *value = pixel(at % width, at / width % height);
    }
    let photo = Photo::from_pixels(picture);
    photo.save(folder.join(name)).unwrap();
}

fn busy(x: usize, y: usize) -> f32 {
    ((x * 31 + y * 17) % 97) as f32 / 97.0
}

#[test]
fn patches_repeat_by_seed_and_index_only() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), "a.png", 120, 90, busy);
    save(folder.path(), "b.jpg", 80, 100, busy);
    let photos = PatchSource::new(folder.path(), 48).unwrap();
    let again = PatchSource::new(folder.path(), 48).unwrap();
    assert_eq!(photos.len(), 2);
    assert!((photos.megapixels() - 0.0188).abs() < 1e-9);
    for index in [0, 1, 1000] {
        let patch = photos.patch(7, index).unwrap();
        assert_eq!(patch.size(), (48, 48));
        assert_eq!(patch, again.patch(7, index).unwrap());
        assert_ne!(patch, photos.patch(8, index).unwrap());
        assert_ne!(patch, photos.patch(7, index + 1).unwrap());
        // With a second one from elsewhere in the photo.
        let [same, other] = photos.two(7, index).unwrap();
        assert!(same == patch && other != patch);
        assert_eq!(other.size(), (48, 48));
    }
}

#[test]
fn views_show_much_of_a_photo() {
    let folder = tempfile::tempdir().unwrap();
    // Brighter from left to right by one 600th a pixel: a patch tells how much of the photo it shows.
    save(folder.path(), "ramp.png", 600, 500, |x, _| x as f32 / 600.0);
    let photos = PatchSource::new(folder.path(), 32).unwrap();
    let shown = |patch: &Planar| {
        let range = patch
            .data()
            .iter()
            .fold((1f32, 0f32), |(low, high), v| (low.min(*v), high.max(*v)));
        (range.1 - range.0) * 600.0 / 500.0
    };
    let views: Vec<f32> = (0..60)
        .map(|i| shown(&photos.view(3, i).unwrap()))
        .collect();
    assert!(views.iter().all(|s| (0.17..=1.0).contains(s)), "{views:?}");
    assert!(views.iter().any(|s| *s < 0.3) && views.iter().any(|s| *s > 0.85));
    // Patches show 32 to 128 of 500 pixels.
    let patches = (0..60).map(|i| shown(&photos.patch(3, i).unwrap()));
    assert!(patches.into_iter().all(|s| s < 0.27));
    assert_eq!(photos.view(3, 1).unwrap(), photos.view(3, 1).unwrap());
}

#[test]
fn patches_of_any_kind_are_views_pieces_and_blurs() {
    let folder = tempfile::tempdir().unwrap();
    // A ramp tells how much of the photo a patch shows: a few pixels, a piece, or most of it.
    save(folder.path(), "ramp.png", 600, 500, |x, _| x as f32 / 600.0);
    let photos = PatchSource::new(folder.path(), 48).unwrap();
    let mut kinds = [0; 3];
    for index in 0..90 {
        let patch = photos.any(3, index, true).unwrap();
        assert_eq!(patch, photos.any(3, index, true).unwrap());
        let order = |a: &f32, b: &f32| a.total_cmp(b);
        let high = patch.data().iter().copied().max_by(order).unwrap();
        let low = patch.data().iter().copied().min_by(order).unwrap();
        let pixels = (high - low) * 600.0;
        kinds[usize::from(pixels > 20.0) + usize::from(pixels > 210.0)] += 1;
    }
    assert!(kinds.iter().all(|count| *count > 8), "{kinds:?}");
}

#[test]
fn a_patch_of_one_pixel_is_of_any_kind_too() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), "dot.png", 1, 1, |_, _| 0.5);
    let photos = PatchSource::new(folder.path(), 1).unwrap();
    for index in 0..30 {
        assert_eq!(photos.any(3, index, true).unwrap().pixels(), 1);
    }
}

#[test]
fn broken_and_small_photos_are_listed_and_left_out() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), "good.png", 70, 70, busy);
    save(folder.path(), "tiny.png", 70, 20, busy);
    std::fs::write(folder.path().join("text.png"), "not a picture").unwrap();
    std::fs::write(folder.path().join("empty.jpg"), "").unwrap();
    std::fs::write(folder.path().join("notes.txt"), "not meant as one").unwrap();
    let whole = std::fs::read(folder.path().join("good.png")).unwrap();
    std::fs::write(folder.path().join("cut.png"), &whole[..whole.len() / 2]).unwrap();

    let photos = PatchSource::new(folder.path(), 64).unwrap();
    assert_eq!(photos.len(), 1);
    let skipped = photos.skipped();
    let names: Vec<_> = skipped
        .iter()
        .map(|s| s.path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["cut.png", "empty.jpg", "text.png", "tiny.png"]);
    assert!(skipped.iter().all(|s| !s.reason.is_empty()));
    photos.patch(0, 0).unwrap();
}

#[test]
fn folders_without_photos_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let kind = |path: &Path, patch| PatchSource::new(path, patch).err().unwrap().kind();
    assert_eq!(kind(folder.path(), 64), ErrorKind::Missing);
    assert_eq!(kind(&folder.path().join("nowhere"), 64), ErrorKind::Missing);
    save(folder.path(), "small.png", 20, 20, busy);
    assert_eq!(kind(folder.path(), 64), ErrorKind::Missing);
    assert_eq!(kind(folder.path(), 0), ErrorKind::Argument);
    assert!(PatchSource::new(folder.path(), 20).is_ok());
}

#[test]
fn flat_patches_are_rare_but_not_gone() {
    let folder = tempfile::tempdir().unwrap();
    // Left half flat, right half busy; equal chances without the preference.
    save(folder.path(), "sky.png", 400, 100, |x, y| {
        if x < 200 { 0.6 } else { busy(x, y) }
    });
    let photos = PatchSource::new(folder.path(), 16).unwrap();
    let flat = |patch: &Planar| patch.data().iter().all(|v| (v - 0.6).abs() < 0.01);
    let count = (0..1000)
        .filter(|i| flat(&photos.patch(1, *i).unwrap()))
        .count();
    // Of about 48 % flat draws 30 % stay: 0.48 * 0.3 / (1 - 0.48 * 0.7) = 22 %.
    assert!((150..290).contains(&count), "{count}");
}

#[test]
fn a_folder_of_flat_photos_still_gives_patches() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), "wall.png", 64, 64, |_, _| 0.5);
    let photos = PatchSource::new(folder.path(), 64).unwrap();
    assert_eq!(photos.patch(0, 0).unwrap().width(), 64);
}
