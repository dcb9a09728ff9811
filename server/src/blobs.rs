//! The content-addressed blob folder: written to a temporary file, hashed on the way, fsynced,
//! renamed, folder fsynced. Write-once. Not here: who may, and which record needs it.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use domain::ids::Sha256Hex;
use sha2::Digest as _;

/// The folder `blobs/` of a data folder.
#[derive(Clone, Debug)]
pub struct BlobFolder {
    root: PathBuf,
}

/// Bytes that were written but have no name yet; dropped, they are gone.
pub struct Unnamed {
    file: tempfile::NamedTempFile,
    hasher: sha2::Sha256,
    bytes: u64,
}

impl BlobFolder {
    /// Opens the folder, making it when absent.
    pub fn open(data: &Path) -> std::io::Result<Self> {
        let root = data.join("blobs");
        std::fs::create_dir_all(root.join("incoming"))?;
        std::fs::create_dir_all(root.join("thumbnails"))?;
        Ok(Self { root })
    }

    /// Begins a blob.
    pub fn begin(&self) -> std::io::Result<Unnamed> {
        let file = tempfile::NamedTempFile::new_in(self.root.join("incoming"))?;
        Ok(Unnamed {
            file,
            hasher: sha2::Sha256::new(),
            bytes: 0,
        })
    }

    /// Where a blob lies.
    pub fn path(&self, sha256: &Sha256Hex) -> PathBuf {
        let (head, tail) = sha256.as_str().split_at(2);
        self.root.join(head).join(tail)
    }

    /// Where a blob's thumbnail lies; it can be made again at any time.
    pub fn thumbnail_path(&self, sha256: &Sha256Hex) -> PathBuf {
        self.root.join("thumbnails").join(format!("{sha256}.jpg"))
    }

    /// The bytes of a blob; `None` when it is not here.
    pub fn read(&self, sha256: &Sha256Hex) -> std::io::Result<Option<Vec<u8>>> {
        match std::fs::read(self.path(sha256)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Gives finished bytes their name. Bytes that are here already stay as they are.
    pub fn keep(&self, unnamed: Unnamed, sha256: &Sha256Hex) -> std::io::Result<()> {
        let target = self.path(sha256);
        if target.exists() {
            return Ok(());
        }
        let folder = target.parent().unwrap_or(&self.root).to_owned();
        std::fs::create_dir_all(&folder)?;
        unnamed.file.as_file().sync_all()?;
        unnamed.file.persist(&target)?;
        File::open(&folder)?.sync_all()?;
        File::open(&self.root)?.sync_all()
    }

    /// Hashes a stored blob anew, for `kanping verify`.
    pub fn rehash(&self, sha256: &Sha256Hex) -> std::io::Result<Sha256Hex> {
        let mut file = File::open(self.path(sha256))?;
        let mut hasher = sha2::Sha256::new();
        let mut buffer = vec![0u8; 64 * 1024];
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            hasher.update(&buffer[..read]);
        }
        Ok(finish(hasher))
    }
}

impl Unnamed {
    /// Appends bytes.
    pub fn write(&mut self, chunk: &[u8]) -> std::io::Result<()> {
        self.hasher.update(chunk);
        self.bytes += chunk.len() as u64;
        self.file.write_all(chunk)
    }

    /// How many bytes so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The hash of what was written.
    pub fn sha256(&self) -> Sha256Hex {
        finish(self.hasher.clone())
    }

    /// The file, to look at before it is kept.
    pub fn path(&self) -> &Path {
        self.file.path()
    }
}

fn finish(hasher: sha2::Sha256) -> Sha256Hex {
    let text: String = hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // 32 bytes printed as two digits each always parse; the fallback hashes nothing of anyone's.
    Sha256Hex::parse(&text).unwrap_or_else(|| Sha256Hex::of(text.as_bytes()))
}
