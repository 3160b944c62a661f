//! Opens a pack with Java's settings.
#![allow(missing_docs)] // the fields' names are those of `EngineOptions`

use dynet::engine::Profile;
use dynet::pack::Pack;
use dynet::restorer::{Builder, Restorer};
use jni::Env;
use jni::objects::{JByteArray, JObjectArray, JString};
use jni::sys::{jboolean, jint, jlong};

use super::RESTORERS;
use super::fault::Fault;
use super::restoring::{natural, text};

/// Settings for opening, in the order in which Java gives them.
pub(super) struct Settings<'a, 'local> {
    pub backend: &'a JString<'local>,
    pub provider: &'a JString<'local>,
    pub precision: &'a JString<'local>,
    pub library: &'a JString<'local>,
    pub cache: &'a JString<'local>,
    pub low_memory: jboolean,
    pub threads: jint,
    pub add_ons: &'a AddOns<'local>,
}

/// Add-ons of one file each, as their bytes.
pub(super) type AddOns<'local> = JObjectArray<'local, JByteArray<'local>>;

impl Settings<'_, '_> {
    /// Opens the pack with the add-ons in it.
    pub fn open(&self, env: &mut Env<'_>, mut pack: Pack) -> Result<jlong, Fault> {
        for index in 0..self.add_ons.len(env)? {
            let bytes = self.add_ons.get_element(env, index)?;
            pack.add_bytes(env.convert_byte_array(&bytes)?)?;
        }
        let restorer = self.builder(env)?.open_pack(pack)?;
        Ok(RESTORERS.insert(restorer).cast_signed())
    }

    fn builder(&self, env: &Env<'_>) -> Result<Builder, Fault> {
        let mut builder = Restorer::builder().threads(natural(self.threads, "threads")?);
        if self.low_memory {
            builder = builder.profile(Profile::Memory);
        }
        if let Some(name) = text(env, self.backend)? {
            builder = builder.backend(name.parse()?);
        }
        if let Some(name) = text(env, self.provider)? {
            builder = builder.provider(name);
        }
        if let Some(name) = text(env, self.precision)? {
            builder = builder.precision(name);
        }
        if let Some(path) = text(env, self.library)? {
            builder = builder.ort_library(path);
        }
        if let Some(path) = text(env, self.cache)? {
            builder = builder.cache(path);
        }
        Ok(builder)
    }
}
