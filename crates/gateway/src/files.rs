//! The bytes of uploads: a file each, in a folder beside the database. How much of
//! an upload has arrived is the length of its file, so that nothing can disagree.

use std::io;
use std::path::{Path, PathBuf};

use tokio::fs;
use tokio::io::AsyncWriteExt as _;

/// The folder.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// The folder beside this database, made when it is not there.
    ///
    /// # Errors
    /// It can't be made.
    pub fn beside(database: &Path) -> io::Result<Self> {
        let mut name = database.as_os_str().to_owned();
        name.push(".files");
        let folder = PathBuf::from(name);
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// Ids are made here and hold only letters, digits and hyphens; anything else
    /// must not become a path.
    fn path(&self, id: &str) -> io::Result<PathBuf> {
        let plain = !id.is_empty()
            && id
                .bytes()
                .all(|one| one.is_ascii_alphanumeric() || one == b'-');
        if plain {
            Ok(self.folder.join(id))
        } else {
            Err(io::ErrorKind::InvalidInput.into())
        }
    }

    /// How many bytes there are; 0 when there is no file.
    ///
    /// # Errors
    /// The disk.
    pub async fn length(&self, id: &str) -> io::Result<u64> {
        match fs::metadata(self.path(id)?).await {
            Ok(about) => Ok(about.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Opens a file to add to its end.
    ///
    /// # Errors
    /// The disk.
    pub async fn append(&self, id: &str) -> io::Result<fs::File> {
        fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.path(id)?)
            .await
    }

    /// Writes a whole file.
    ///
    /// # Errors
    /// The disk.
    pub async fn write_whole(&self, id: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::File::create(self.path(id)?).await?;
        file.write_all(bytes).await?;
        file.sync_all().await
    }

    /// Reads a whole file; uploads are small.
    ///
    /// # Errors
    /// There is none, or the disk.
    pub async fn read(&self, id: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(id)?).await
    }

    /// Removes a file; no error when there is none.
    ///
    /// # Errors
    /// The disk.
    pub async fn remove(&self, id: &str) -> io::Result<()> {
        match fs::remove_file(self.path(id)?).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}
