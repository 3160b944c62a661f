//! Training devices by name.

use burn::tensor::{Device, Tensor};
use dynet_core::{Error, ErrorKind, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Default number of threads on the CPU. Two half batches on two cores are faster than one batch split over both;
/// beyond that, the number of parts decides.
const CPU_THREADS: usize = 2;

/// The devices that `name` stands for, one for each part of a batch that runs at a time: `cpu`, `cpu:4` (threads),
/// `cuda`, `cuda:0,1` (GPUs), `wgpu`, `tch` (LibTorch on the CPU) or `tch:0,1` (LibTorch on CUDA).
///
/// Each is tested with one small sum, so that a missing driver is detected here.
///
/// # Errors
/// An unknown name, a device that this build does not support, or one that does not work.
pub fn devices(name: &str) -> Result<Vec<Device>> {
    let wrong = |message: String| Error::new(ErrorKind::Argument, message);
    let (kind, numbers) = name.split_once(':').unwrap_or((name, ""));
    let numbers: Vec<usize> = numbers
        .split(',')
        .filter(|number| !number.is_empty())
        .map(|number| number.parse())
        .collect::<Result<_, _>>()
        .map_err(|_| {
            wrong(format!(
                "{name} is not a device: give numbers after the colon"
            ))
        })?;
    let first = numbers.first().copied();
    match kind {
        "cpu" => Ok(vec![
            Device::flex();
            first.unwrap_or(CPU_THREADS).clamp(1, 256)
        ]),
        "cuda" => several(name, &numbers, cuda),
        "wgpu" => several(name, &[0], wgpu),
        "tch" => several(name, &numbers, tch),
        _ => Err(wrong(format!(
            "there is no device {name}: give cpu, cuda:0, wgpu or tch"
        ))),
    }
}

fn several(
    name: &str,
    numbers: &[usize],
    device: fn(Option<usize>) -> Option<Device>,
) -> Result<Vec<Device>> {
    let feature = name.split(':').next().unwrap_or(name);
    let missing = || {
        Error::new(
            ErrorKind::EngineMissing,
            format!("this program was built without {feature}: build it with --features {feature}"),
        )
    };
    let numbers = match numbers {
        [] => vec![None],
        numbers => numbers.iter().copied().map(Some).collect(),
    };
    numbers
        .into_iter()
        .map(|number| {
            // A driver that cannot be loaded is a panic in the library below.
            let tried = catch_unwind(AssertUnwindSafe(|| {
                let device = device(number)?;
                let two = Tensor::<1>::ones([2], &device).sum().into_scalar::<f32>();
                Some((device, two))
            }));
            match tried {
                Ok(Some((device, 2.0))) => Ok(device),
                Ok(None) => Err(missing()),
                Ok(Some(_)) | Err(_) => Err(Error::new(
                    ErrorKind::EngineMissing,
                    format!("{name} does not work here: is its driver installed? cpu always works"),
                )),
            }
        })
        .collect()
}

#[allow(unused_variables)]
fn cuda(number: Option<usize>) -> Option<Device> {
    #[cfg(feature = "cuda")]
    return Some(Device::cuda(number.unwrap_or(0)));
    #[cfg(not(feature = "cuda"))]
    None
}

fn wgpu(_: Option<usize>) -> Option<Device> {
    #[cfg(feature = "wgpu")]
    return Some(Device::wgpu(burn::tensor::DeviceKind::DefaultDevice));
    #[cfg(not(feature = "wgpu"))]
    None
}

#[allow(unused_variables)]
fn tch(number: Option<usize>) -> Option<Device> {
    #[cfg(feature = "tch")]
    return Some(match number {
        Some(number) => Device::libtorch_cuda(number),
        None => Device::libtorch(),
    });
    #[cfg(not(feature = "tch"))]
    None
}
