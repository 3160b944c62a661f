//! One update of the weights.

use burn::module::{Module, ModuleMapper, Param, ParamId};
use burn::optim::{GradientsAccumulator, GradientsParams, ModuleOptimizer};
use burn::tensor::{Device, FloatDType, Gradients, Tensor};
use dynet_models::conditioned::LevelEstimator;
use dynet_models::weights::{ParameterPath, is_adapter};
use dynet_models::{AnyNetwork, Reuse};
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde::{Deserialize, Serialize};

use crate::batch::{Batch, Part, levels, tensor};
use crate::clip::{ESTIMATOR, clip};
use crate::ema::Ema;
use crate::optimizer::optimizer;
use crate::prompt::guide;

/// Settings of the optimizer; plain AdamW by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Optim {
    /// Weight decay of AdamW; with 0 it is Adam.
    pub weight_decay: f32,
    /// Updates dense convolutions with Muon instead, at the same learning rate and decay.
    pub muon: bool,
    /// Maximum gradient norm (Euclidean, over all weights) of one part of a batch; larger gradients are scaled down
    /// to it. 0 turns clipping off.
    pub clip: f32,
    /// Decay of the moving average of the weights. The average is evaluated at checkpoints and is the result of a
    /// run; 0 gives the last weights.
    #[serde(alias = "average")]
    pub ema_decay: f32,
    /// Computes in bfloat16 with weights, moments and long sums in f32: mixed precision, for GPUs. CPUs have no
    /// bfloat16 arithmetic and take longer.
    #[serde(alias = "half")]
    pub bf16: bool,
    /// Trains only the adapters: everything else is frozen.
    pub adapters: bool,
    /// How the level estimator of a conditioned network is trained.
    pub estimator: EstimatorTraining,
    /// Trains all but the prompter of a guided network, which is frozen (ConStyle v2, stage 2).
    pub prompter_frozen: bool,
    /// Normalizes the frozen prompter's values by the statistics of each part of a batch, as the published
    /// code does, which leaves the frozen prompter in training mode. In training, a prompt then depends on
    /// the rest of the batch. Otherwise the running statistics are used, as at inference.
    pub prompter_by_batch: bool,
}

/// How the level estimator of a conditioned network takes part in training.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EstimatorTraining {
    /// It is trained together with the restoration part, on the same patches.
    #[default]
    Joint,
    /// It is trained alone; the restoration part is neither run nor changed.
    Alone,
    /// It is not trained.
    Frozen,
}

/// The plan of one training step.
#[derive(Clone, Debug, PartialEq)]
pub struct StepPlan {
    /// The variants, the teacher first; their losses are averaged.
    pub variants: Vec<Reuse>,
    /// Each part of the batch trains one of them, in turn, instead of all.
    pub spread: bool,
    /// The teacher, whose output the other variants learn from, and the weight of that, 0 to 1.
    pub teacher: Option<(Reuse, f32)>,
    /// Clamps outputs to 0..=1 before the loss.
    pub clamp: bool,
    /// The learning rate.
    pub learning_rate: f64,
}

impl StepPlan {
    /// A step of one variant on clean targets, as in the paper.
    pub fn of(variant: Reuse, learning_rate: f64) -> Self {
        Self {
            variants: vec![variant],
            spread: false,
            teacher: None,
            clamp: false,
            learning_rate,
        }
    }

    /// The plan for the part of that number.
    fn of_part(&self, number: usize) -> Self {
        let mut plan = self.clone();
        if self.spread && !self.variants.is_empty() {
            // Each round starts with another variant. Otherwise a worker, which takes every n-th part, would always
            // get the same variant, and all would wait for the one with the heaviest.
            let all = self.variants.len();
            plan.variants = vec![self.variants[(number + number / all) % all]];
        }
        plan
    }
}

/// The network and its optimizer.
pub struct Learner {
    /// The current network, on a device that tracks gradients.
    pub network: AnyNetwork,
    /// AdamW or Muon and their moments.
    pub optimizer: ModuleOptimizer,
    /// The weights averaged over the steps.
    pub ema: Ema,
    optim: Optim,
    workers: Vec<Worker>,
}

/// A device that runs one part of a batch at a time.
struct Worker {
    device: Device,
    /// The worker's own CPU threads. In a pool shared by all workers, each small operation would be split over all
    /// threads and would wait for the others.
    cores: Option<ThreadPool>,
}

impl Worker {
    /// One of `all` workers.
    fn new(device: Device, all: usize) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
        let pool = ThreadPoolBuilder::new().num_threads((cores / all).max(1));
        Self {
            device,
            cores: pool.build().ok(),
        }
    }

    fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.cores {
            Some(cores) => cores.install(work),
            None => work(),
        }
    }
}

impl Learner {
    /// A network at the beginning of a run.
    ///
    /// `workers` are the devices that the parts of a batch are spread over, given without gradients (they are added
    /// here): one for each GPU, or the CPU once for each thread. The weights live on the first.
    pub fn new(network: impl Into<AnyNetwork>, optim: Optim, workers: &[Device]) -> Self {
        let mut workers: Vec<Device> = workers.iter().map(|d| d.clone().autodiff()).collect();
        if workers.is_empty() {
            workers.push(Device::flex().autodiff());
        }
        let all = workers.len();
        let workers: Vec<_> = workers.into_iter().map(|d| Worker::new(d, all)).collect();
        let network = network
            .into()
            .map(&mut StableIds(0))
            .to_device(&workers[0].device)
            .train();
        let network = network.map(&mut Freeze::new(optim));
        Self {
            ema: Ema::new(&network, optim.ema_decay),
            optimizer: optimizer(&network, optim),
            network,
            optim,
            workers,
        }
    }

    /// Runs one step; returns the mean absolute error of the batch before the update.
    ///
    /// Each part of the batch runs on one worker: two half batches on one core each take less time than one batch
    /// with every small operation split over both. Gradients are clipped per part and added in a fixed order, so that
    /// a run can be repeated.
    pub fn step(&mut self, batch: &Batch, plan: &StepPlan) -> f32 {
        let parts: Vec<_> = batch.parts().collect();
        let all = batch.input.len() as f32;
        let (network, workers, optim) = (&self.network, &self.workers, self.optim);
        let mut results: Vec<_> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..workers.len().min(parts.len()))
                .map(|worker| {
                    // Separate leaves: Burn merges two graphs over the same leaves into one, which the first backward
                    // pass would consume.
                    let device = &workers[worker].device;
                    let copy = network.clone().fork(device);
                    let mine = parts.iter().enumerate().skip(worker).step_by(workers.len());
                    let bf16 = |copy: &AnyNetwork| copy.clone().map(&mut Half);
                    let learn = move || {
                        mine.map(|(number, given)| {
                            let share = given.input.len() as f32 / all;
                            let mut plan = plan.of_part(number);
                            if optim.estimator == EstimatorTraining::Alone {
                                plan.variants.clear();
                            }
                            let (value, grads) = match optim.bf16 {
                                true => part(&bf16(&copy), given, share, &plan, optim, device),
                                false => part(&copy, given, share, &plan, optim, device),
                            };
                            let grads = grads.map(|g| GradientsParams::from_grads(g, &copy));
                            let grads = clip(&copy, grads.unwrap_or_default(), optim.clip);
                            (number, value, grads.to_device(&workers[0].device, &copy))
                        })
                        .collect::<Vec<_>>()
                    };
                    scope.spawn(move || workers[worker].run(learn))
                })
                .collect();
            running
                .into_iter()
                .flat_map(|thread| match thread.join() {
                    Ok(results) => results,
                    Err(panic) => std::panic::resume_unwind(panic),
                })
                .collect()
        });

        results.sort_by_key(|(number, ..)| *number);
        let mut value = 0.0;
        let mut sum = GradientsAccumulator::new();
        for (_, part, grads) in results {
            value += part;
            sum.accumulate(&self.network, grads);
        }
        // A NaN must not reach the weights: the caller stops with the last good checkpoint.
        if value.is_finite() {
            let network = self.network.clone();
            self.network = self
                .optimizer
                .step(plan.learning_rate, network, sum.grads());
            self.ema.update(&self.network);
        }
        value
    }
}

/// The share of one part of a batch in the batch's error, and the gradients of its loss.
fn part(
    network: &AnyNetwork,
    given: &Part,
    share: f32,
    plan: &StepPlan,
    optim: Optim,
    device: &Device,
) -> (f32, Option<Gradients>) {
    let (input, target) = (tensor(given.input, device), tensor(given.target, device));
    let conditioned = network.conditioned().zip(given.conditions.as_deref());
    let whole_share = share;
    let share = share / plan.variants.len().max(1) as f32;
    let mut taught: Option<Tensor<4>> = None;
    let mut losses: Option<Tensor<1>> = None;
    let mut value = 0.0;
    for &reuse in &plan.variants {
        let mut restored = match conditioned {
            Some((network, conditions)) => {
                let told = levels(conditions, |c| c.input, device);
                network.forward(input.clone(), told, reuse)
            }
            None if optim.prompter_by_batch => {
                guide::forward_by_batch(network, input.clone(), reuse)
            }
            None => network.forward(input.clone(), reuse),
        };
        if plan.clamp {
            restored = restored.clamp(0.0, 1.0);
        }
        let error = l1(restored.clone(), target.clone());
        value += error.clone().into_scalar::<f32>() * share;
        let loss = match plan.teacher {
            Some((teacher, _)) if teacher == reuse => {
                taught = Some(restored.detach());
                error
            }
            Some((teacher, weight)) => {
                let taught = taught.get_or_insert_with(|| {
                    let output = network.valid().forward(input.clone().inner(), teacher);
                    output.autodiff()
                });
                error.mul_scalar(1.0 - weight) + l1(restored, taught.clone()).mul_scalar(weight)
            }
            None => error,
        };
        let loss = loss.mul_scalar(share);
        losses = Some(match losses {
            Some(sum) => sum + loss,
            None => loss,
        });
    }
    // The estimator shares no weights with the restoration part, so the two losses do not compete.
    if let Some((network, conditions)) = conditioned
        && optim.estimator != EstimatorTraining::Frozen
    {
        let known = levels(conditions, |c| c.target, device);
        let error = LevelEstimator::error(network.estimator.forward(input), known);
        let error = error.mul_scalar(whole_share);
        // The value is that of the restoration part, if it is trained. A NaN of the estimator must show in it.
        let seen = if plan.variants.is_empty() { 1.0 } else { 0.0 };
        value += seen * error.clone().into_scalar::<f32>();
        losses = Some(match losses {
            Some(sum) => sum + error,
            None => error,
        });
    }
    (value, losses.map(|loss| loss.backward()))
}

/// The paper's loss. The published code clamps the output before it ([`StepPlan::clamp`]).
fn l1(restored: Tensor<4>, target: Tensor<4>) -> Tensor<1> {
    restored.sub(target).abs().mean()
}

/// Casts the weights so that gradients flow back to the original ones.
struct Half;

impl ModuleMapper for Half {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        param.map(|weight| weight.cast(FloatDType::BF16))
    }
}

/// Numbers the parameters in order, so that an optimizer's state finds them again after a restart.
pub(crate) struct StableIds(pub u64);

impl ModuleMapper for StableIds {
    fn map_float<const D: usize>(&mut self, mut param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        self.0 += 1;
        param.id = ParamId::from(self.0);
        param
    }
}

/// Freezes parameters: no gradients are computed for them, so neither the optimizer nor the average changes them.
struct Freeze {
    optim: Optim,
    path: ParameterPath,
}

impl Freeze {
    fn new(optim: Optim) -> Self {
        let path = ParameterPath::default();
        Self { optim, path }
    }

    fn freezes(&self, path: &str) -> bool {
        let not_adapter = self.optim.adapters && !is_adapter(path);
        let estimator = path.starts_with(ESTIMATOR);
        let off = match self.optim.estimator {
            EstimatorTraining::Joint => false,
            EstimatorTraining::Alone => !estimator,
            EstimatorTraining::Frozen => estimator,
        };
        not_adapter || off || self.optim.prompter_frozen && path.starts_with(guide::PLACE)
    }
}

impl ModuleMapper for Freeze {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _: &str, container: &str) {
        self.path.exit(container);
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        match self.freezes(&self.path.text()) {
            true => param.set_require_grad(false),
            false => param,
        }
    }
}
