//! Where in a module a walk over its parameters stands.

/// The path of a parameter as checkpoints have it, such as `latent.attn.qkv.weight`, kept up to date by
/// the `enter_module` and `exit_module` of a walk.
#[derive(Clone, Debug, Default)]
pub struct ParameterPath(Vec<String>);

impl ParameterPath {
    /// Goes down into a part of the module.
    pub fn enter(&mut self, name: &str, container: &str) {
        if !is_choice(container) {
            self.0.push(name.to_owned());
        }
    }

    /// Comes up again.
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

/// Burn counts the variant of an enum as a part, but which network [`AnyNetwork`](crate::AnyNetwork) is says
/// nothing about its parameters.
fn is_choice(container: &str) -> bool {
    container.starts_with("Enum:")
}
