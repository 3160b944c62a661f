//! The current path of a walk over a module's parameters.

/// The path of a parameter as checkpoints have it, such as `latent.attn.qkv.weight`, kept up to date by
/// the `enter_module` and `exit_module` of a walk.
#[derive(Clone, Debug, Default)]
pub struct ParameterPath(Vec<String>);

impl ParameterPath {
    /// Enters a part of the module.
    pub fn enter(&mut self, name: &str, container: &str) {
        if !is_choice(container) {
            self.0.push(name.to_owned());
        }
    }

    /// Leaves it again.
    pub fn exit(&mut self, container: &str) {
        if !is_choice(container) {
            self.0.pop();
        }
    }

    /// The path, parts joined by dots.
    pub fn text(&self) -> String {
        self.0.join(".")
    }
}

/// Burn counts the variant of an enum as a part, but the variant of [`AnyNetwork`](crate::AnyNetwork) is not part of
/// its parameters' names.
fn is_choice(container: &str) -> bool {
    container.starts_with("Enum:")
}
