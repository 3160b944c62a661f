//! Networks in int8 against their float forms.

use std::path::Path;
use std::sync::Arc;

use burn::module::Module;
use burn::nn::PaddingConfig2d;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};
use dynet_core::Planar;
use dynet_core::metrics::psnr;
use dynet_degrade::noise;
use dynet_engine::Engine;
use dynet_exporter::quantize::{Options, Photos, Quantized, quantize};
use dynet_exporter::{ErrorKind, Exported, Picture, WeightFile, check, export_picture};
use dynet_image::Photo;
use dynet_models::{DyNetConfig, Reuse};
use dynet_pack::Weights;

fn repository(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn photos() -> Photos {
    Photos::open(&repository("photos/clean"), 64).unwrap()
}

/// Three convolutions, the first two of which carry a large value past a small one.
#[derive(Module, Debug)]
struct Lopsided {
    wide: Part,
    narrow: Part,
    plain: Part,
}

#[derive(Module, Debug)]
struct Part {
    conv: Conv2d,
}

impl Part {
    fn new(channels: [usize; 2], side: usize) -> Self {
        let config = Conv2dConfig::new(channels, [side, side]);
        Self {
            conv: config
                .with_padding(PaddingConfig2d::Same)
                .init(&Device::flex()),
        }
    }

    fn with(mut self, weight: &[f32]) -> Self {
        let shape = self.conv.weight.shape();
        let data = burn::tensor::TensorData::new(weight.to_vec(), shape);
        self.conv.weight = self
            .conv
            .weight
            .map(|_| Tensor::from_data(data, &Device::flex()));
        self
    }
}

impl Lopsided {
    /// A picture as it is, and a little of what a random convolution makes of it.
    fn new() -> Self {
        Device::flex().seed(7);
        let mut wide = [0.0; 6 * 3];
        let mut narrow = [0.0; 3 * 6];
        for colour in 0..3 {
            wide[colour * 3 + colour] = 1.0;
            // One scale serves both, and bytes cannot tell 1 from 2 beside 2000.
            wide[(3 + colour) * 3 + colour] = 2000.0;
            narrow[colour * 6 + colour] = 1.0;
        }
        Self {
            wide: Part::new([3, 6], 1).with(&wide),
            narrow: Part::new([6, 3], 1).with(&narrow),
            plain: Part::new([3, 3], 3),
        }
    }

    fn forward(&self, image: Tensor<4>) -> Tensor<4> {
        let same = self
            .narrow
            .conv
            .forward(self.wide.conv.forward(image.clone()));
        same + relu(self.plain.conv.forward(image)) * 0.1
    }
}

fn run(exported: &Exported, engine: &dyn Engine, input: &Planar) -> Planar {
    let mut file = WeightFile::new("weights.int8.bin");
    let graph = exported.to_onnx("test", &mut file).unwrap();
    let weights = Arc::new(Weights::from_vec(file.bytes().to_vec(), "weights.int8.bin"));
    let size = (input.height(), input.width());
    let mut session = engine.load(&graph, &[weights], size).unwrap();
    session.run(input).unwrap()
}

/// The smallest agreement, in dB, of the int8 graphs with the float ones on every engine, on a
/// photo that was not calibrated on.
fn alike(float: &[Exported], int8: &Quantized) -> f64 {
    let photo = Photo::open(repository("photos/noisy.png")).unwrap().pixels;
    let piece = Photos::cut(&[photo.clone(), photo], 96)
        .unwrap()
        .judges
        .remove(0);
    let input = noise::gaussian(&piece[1], 10.0, 0, 0);
    let mut least = f64::INFINITY;
    for engine in check::engines().0 {
        for (float, int8) in float.iter().zip(&int8.variants) {
            let pair = [float, int8].map(|graph| run(graph, engine.as_ref(), &input));
            least = least.min(psnr(&pair[0], &pair[1]).unwrap());
        }
    }
    least
}

/// The engine to judge by: ONNX Runtime where it is, else tract.
fn engine() -> Box<dyn Engine> {
    check::engines().0.pop().unwrap()
}

#[test]
fn both_variants_stay_close_and_share_every_byte() {
    let device = Device::flex();
    device.seed(5);
    let config = DyNetConfig::tiny();
    let network = config.init(&device);
    let picture = Picture {
        multiple: config.input_multiple(),
        ..Picture::default()
    };
    let reuse = [[1, 1, 1, 1], [1, 2, 1, 2]].map(|counts| Reuse::new(counts).unwrap());
    let float =
        reuse.map(|reuse| export_picture(&network, |n, x| n.forward(x, reuse), picture).unwrap());
    // All layers at once: to find what should stay is another test's work.
    let options = Options::default().with_most_loss(1.0);
    let int8 = quantize(&float, &photos(), engine().as_ref(), &options, |_| ()).unwrap();
    assert!(int8.loss.iter().all(|loss| *loss <= 1.0), "{:?}", int8.loss);
    assert!(int8.kept.is_empty() && int8.part == 1.0, "{:?}", int8.kept);
    // Random weights neither restore nor forgive; a trained network loses far less.
    let alike = alike(&float, &int8);
    assert!(alike > 25.0, "{alike} dB");

    let sizes = |variants: &[Exported]| {
        let mut file = WeightFile::new("weights.bin");
        let sizes = variants.iter().map(|variant| {
            variant.to_onnx("test", &mut file).unwrap();
            file.bytes().len()
        });
        sizes.collect::<Vec<_>>()
    };
    let [one, both] = sizes(&int8.variants)[..] else {
        panic!("two variants");
    };
    assert_eq!(one, both, "the second variant adds nothing");
    assert!(one < sizes(&float)[1], "int8 is smaller");
}

#[test]
fn what_would_ruin_the_picture_stays_in_float() {
    let network = Lopsided::new();
    let float = [export_picture(&network, |n, x| n.forward(x), Picture::default()).unwrap()];
    let options = Options::default().with_most_loss(0.05);
    let int8 = quantize(&float, &photos(), engine().as_ref(), &options, |_| ()).unwrap();
    assert_eq!(int8.kept.len(), 2, "{:?}", int8.kept);
    assert!(
        int8.kept.iter().all(|module| module != "plain"),
        "{:?}",
        int8.kept
    );
    let operators: Vec<&str> = int8.variants[0].operators().collect();
    assert!(operators.contains(&"QuantizeLinear"));
    let alike = alike(&float, &int8);
    assert!(alike > 45.0, "{alike} dB");
}

#[test]
fn photos_that_cannot_calibrate_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let empty = Photos::open(folder.path(), 64).unwrap_err();
    assert_eq!(empty.kind(), ErrorKind::Argument);
    assert!(empty.to_string().contains("none"), "{empty}");

    let missing = Photos::open(&folder.path().join("nothing"), 64).unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::Io);

    let small = Photos::open(&repository("photos/clean"), 600).unwrap_err();
    assert!(small.to_string().contains("3 more"), "{small}");

    std::fs::write(folder.path().join("broken.png"), b"no picture").unwrap();
    let broken = Photos::open(folder.path(), 64).unwrap_err();
    assert!(broken.to_string().contains("broken.png"), "{broken}");

    let mut broken = Planar::new(64, 64);
    broken.data_mut()[5] = f32::NAN;
    let broken = Photos::cut(&[broken.clone(), broken], 64).unwrap_err();
    assert!(broken.to_string().contains("NaN"), "{broken}");
}

#[test]
fn broken_weights_are_named() {
    let mut network = Lopsided::new();
    let weight = network.plain.conv.weight.val();
    network.plain = network
        .plain
        .with(&vec![f32::NAN; weight.shape().num_elements()]);
    let float = [export_picture(&network, |n, x| n.forward(x), Picture::default()).unwrap()];
    let options = Options::default();
    let error = quantize(&float, &photos(), engine().as_ref(), &options, |_| ()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFinite);
    assert!(error.to_string().contains("plain.conv.weight"), "{error}");
}
