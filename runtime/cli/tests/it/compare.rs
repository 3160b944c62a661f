//! The page that `--compare` writes, as text; `compare_page.py` opens it in a browser.

use crate::support::Desk;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// The pictures in a page, decoded, in order.
fn pictures(page: &str) -> Vec<image::RgbImage> {
    let parts = page.split("src=\"data:image/").skip(1);
    let pictures = parts.map(|part| {
        let (_, data) = part.split_once(";base64,").unwrap();
        let (data, _) = data.split_once('"').unwrap();
        image::load_from_memory(&BASE64_STANDARD.decode(data).unwrap()).unwrap()
    });
    pictures.map(|picture| picture.to_rgb8()).collect()
}

#[test]
fn the_page_holds_the_photo_and_every_variant_and_the_json_names_it() {
    let desk = Desk::new();
    let photo = desk.photo("photo.png", 64, 50);
    let lines = desk
        .restore(&["photo.png", "-o", "out.jpg", "--compare", "--json"])
        .ends(0)
        .json();
    assert_eq!(lines[0]["page"], "out.compare.html");
    assert_eq!(lines[0]["compare"], "out.compare.png");
    let page = std::fs::read_to_string(desk.path("out.compare.html")).unwrap();
    assert!(page.contains("<title>photo.png</title>"));
    assert!(page.contains("64 × 50 pixels, 0.00 megapixels</p>"));
    for variant in ["s", "l"] {
        assert!(page.contains(&format!("<h2>Variant <code>{variant}</code></h2>")));
    }
    assert!(!page.contains("http://") && !page.contains("https://"));
    assert!(!page.contains("{{"), "nothing is left to fill in");
    let [s, before, l] = &pictures(&page)[..] else {
        panic!("three pictures, the photo only once")
    };
    assert_eq!(before, &photo);
    assert_eq!(s, &photo, "variant s changes nothing");
    let sheet = image::open(desk.path("out.compare.png")).unwrap().to_rgb8();
    let top = sheet.height() - 50;
    assert!(
        l.enumerate_pixels()
            .all(|(x, y, pixel)| sheet.get_pixel(144 + x, top + y) == pixel)
    );
}

#[test]
fn a_large_photo_is_shown_reduced_and_the_page_says_so() {
    let desk = Desk::new();
    let photo = image::RgbImage::from_fn(2600, 1600, |x, y| {
        image::Rgb([(x / 11) as u8, (y / 7) as u8, 90])
    });
    photo.save(desk.path("large.png")).unwrap();
    desk.restore(&["large.png", "--compare", "--tile", "1024"])
        .ends(0);
    let page = std::fs::read_to_string(desk.path("large.restored.compare.html")).unwrap();
    let facts = "2600 × 1600 pixels, 4.16 megapixels; shown here reduced to 2048 × 1261";
    assert!(page.contains(facts));
    let before = &pictures(&page)[1];
    assert_eq!(before.dimensions(), (2048, 1261));
    for (x, y) in [(0, 0), (1000, 600), (2047, 1260)] {
        let (at_x, at_y) = (x * 2600 / 2048, y * 1600 / 1261);
        let [red, green, blue] = before.get_pixel(x, y).0.map(f64::from);
        assert!((red - f64::from(at_x / 11)).abs() < 4.0);
        assert!((green - f64::from(at_y / 7)).abs() < 4.0);
        assert!((blue - 90.0).abs() < 4.0);
    }
}

#[test]
#[cfg(unix)]
fn a_name_cannot_become_code() {
    let desk = Desk::new();
    let name = "<script>alert('\"{{variants}}&')<!--.png";
    desk.photo(name, 20, 20);
    desk.restore(&[name, "-o", "out.png", "--compare"]).ends(0);
    let page = std::fs::read_to_string(desk.path("out.compare.html")).unwrap();
    assert_eq!(page.matches("<script>").count(), 1, "the page's own");
    let title = "&lt;script&gt;alert(&#39;&quot;{{variants}}&amp;&#39;)&lt;!--.png";
    assert_eq!(page.matches(title).count(), 2);
}
