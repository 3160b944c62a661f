//! Resizing pictures, and sampling them at arbitrary positions.

use burn_ir::{
    FloatOperationIr, GridSamplePaddingModeIr as Padding, InterpolateModeIr as Mode,
    ModuleOperationIr,
};

use super::Lowering;
use crate::graph::Attr;
use crate::{Error, ErrorKind, Result};

pub(super) fn lower(lw: &mut Lowering, op: &ModuleOperationIr) -> Result<bool> {
    let ModuleOperationIr::Interpolate(op) = op else {
        return Ok(false);
    };
    let corners = match op.options.align_corners {
        true => "align_corners",
        false => "half_pixel",
    };
    let (mode, transform, nearest) = match &op.options.mode {
        // Burn's nearest ignores align_corners and takes floor(out * in_size / out_size).
        Mode::Nearest => ("nearest", "asymmetric", "floor"),
        Mode::Bilinear => ("linear", corners, "floor"),
        Mode::Bicubic => ("cubic", corners, "floor"),
        mode => {
            return Err(Error::new(
                ErrorKind::Unsupported,
                format!(
                    "{mode:?} interpolation cannot be exported: use bilinear, bicubic or nearest"
                ),
            ));
        }
    };
    let mut attrs = vec![
        ("mode", Attr::Str(mode)),
        ("coordinate_transformation_mode", Attr::Str(transform)),
    ];
    match mode {
        "nearest" => attrs.push(("nearest_mode", Attr::Str(nearest))),
        "cubic" => attrs.push(("cubic_coeff_a", Attr::Float(-0.75))),
        _ => {}
    }
    let x = lw.full(&op.x)?;
    let axes = lw.axes(&op.out);
    let sizes = lw.lengths(&axes)?;
    // Sizes rather than scales: the engine then knows the output's exact shape.
    lw.emit(&op.out, "Resize", &[&x, "", "", &sizes], &attrs);
    Ok(true)
}

pub(super) fn sample(lw: &mut Lowering, op: &FloatOperationIr) -> Result<bool> {
    let FloatOperationIr::GridSample2d(op) = op else {
        return Ok(false);
    };
    let mode = match op.options.mode {
        Mode::Nearest => "nearest",
        Mode::Bilinear => "linear",
        Mode::Bicubic => "cubic",
        _ => {
            let text = "this way of sampling cannot be exported: use bilinear, bicubic or nearest";
            return Err(Error::new(ErrorKind::Unsupported, text));
        }
    };
    let padding = match op.options.padding_mode {
        Padding::Zeros => "zeros",
        Padding::Border => "border",
        Padding::Reflection => "reflection",
    };
    let attrs = [
        ("mode", Attr::Str(mode)),
        ("padding_mode", Attr::Str(padding)),
        ("align_corners", Attr::Int(op.options.align_corners.into())),
    ];
    let [x, grid] = [lw.full(&op.tensor)?, lw.full(&op.grid)?];
    lw.emit(&op.out, "GridSample", &[&x, &grid], &attrs);
    Ok(true)
}
