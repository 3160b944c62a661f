//! Every family of networks, as small as it goes; the exporter's tests have them from here too.
#![allow(dead_code)] // Each test program uses its own part.

use dynet_models::constyle::{
    ConStyleConfig, ConStyleConvConfig, ConStyleMaximConfig, ConStyleNAFNetConfig,
    ConStyleRestormerConfig,
};
use dynet_models::{
    AirNetConfig, AnyConfig, BlockKind, ConditionedDyNetConfig, DyNetConfig, MaximConfig,
    NAFNetConfig, OriginConvConfig, PromptIRConfig, RestormerConfig,
};

/// The networks that take a picture and nothing else, but for AirNet.
pub fn plain() -> Vec<AnyConfig> {
    vec![
        DyNetConfig::tiny().into(),
        PromptIRConfig {
            blocks: [1; 4],
            shape: DyNetConfig::tiny(),
        }
        .into(),
        RestormerConfig {
            dim: 4,
            blocks: [1; 4],
            refinement: 1,
            heads: [1, 1, 2, 2],
            ..RestormerConfig::paper()
        }
        .into(),
        NAFNetConfig {
            encoder: vec![1; 4],
            middle: 1,
            decoder: vec![1; 4],
            ..NAFNetConfig::sidd(4)
        }
        .into(),
        maxim(),
        OriginConvConfig { dim: 4 }.into(),
    ]
}

pub fn maxim() -> AnyConfig {
    MaximConfig {
        features: 4,
        sides: [4, 2],
        tile: 32,
        ..MaximConfig::paper()
    }
    .into()
}

pub fn prompter() -> ConStyleConfig {
    ConStyleConfig {
        width: 2,
        classes: None,
    }
}

/// The networks that a prompter guides.
pub fn guided() -> Vec<AnyConfig> {
    let prompter = prompter();
    vec![
        ConStyleConvConfig {
            dim: 4,
            prompter: prompter.clone(),
        }
        .into(),
        ConStyleNAFNetConfig {
            dim: 4,
            left: [1; 3],
            bottom: 1,
            right: [1; 3],
            prompter: prompter.clone(),
        }
        .into(),
        ConStyleRestormerConfig {
            dim: 4,
            left: [1; 3],
            bottom: 1,
            right: [1; 3],
            refinement: 1,
            heads: [1, 1, 2, 2],
            prompter: prompter.clone(),
            ..ConStyleRestormerConfig::paper()
        }
        .into(),
        ConStyleMaximConfig {
            features: 4,
            sides: [4, 2],
            tile: 32,
            prompter,
            ..ConStyleMaximConfig::paper()
        }
        .into(),
    ]
}

/// The conditioned DyNet with each of its blocks.
pub fn conditioned() -> Vec<AnyConfig> {
    let kinds = [
        BlockKind::Naf,
        BlockKind::Transformer,
        BlockKind::PartialConv,
    ];
    let config = |block| ConditionedDyNetConfig {
        dim: 8,
        block,
        refinement: 1,
        prompt: 4,
        estimator: 4,
    };
    kinds.map(|block| config(block).into()).into()
}

/// The one whose deformable convolutions not every engine has.
pub fn airnet() -> AnyConfig {
    AirNetConfig {
        features: 4,
        groups: 1,
        blocks: 1,
    }
    .into()
}
