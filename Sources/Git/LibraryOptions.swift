import CLibgit2
import Synchronization

/// Settings of libgit2 that hold for the whole process.
public struct LibraryOptions: Sendable {
    /// Whether objects, packs and references are on the disk (`fsync`) before a write returns.
    public var durable: Bool
    /// Bytes that libgit2 keeps of commits and trees it has read; its own default is 256 MiB.
    public var objectCacheBytes: Int
    /// The folder whose `.gitconfig` and `.config/git/config` are read; `nil` leaves it to libgit2 (`HOME`).
    public var home: String?
    /// Whether `/etc/gitconfig` is read; `GIT_CONFIG_NOSYSTEM` is Git's name for `false`.
    public var readsSystemConfiguration: Bool

    /// Durable writes and libgit2's places of configuration, unless told otherwise.
    public init(
        durable: Bool = true, objectCacheBytes: Int = 64 << 20, home: String? = nil,
        readsSystemConfiguration: Bool = true
    ) {
        self.durable = durable
        self.objectCacheBytes = objectCacheBytes
        self.home = home
        self.readsSystemConfiguration = readsSystemConfiguration
    }
}

enum Library {
    /// What libgit2 was last told about `fsync`; it can't be asked.
    static let isDurable = Atomic(false)

    /// Starts libgit2 on first use; it stays until the process ends.
    static let started: Void = {
        git_libgit2_init()
        RepositoryFormat.admitExtensions()
    }()
}

extension Repository {
    /// Applies process-wide settings; to be called before the first repository is opened, from one thread.
    public static func prepare(_ options: LibraryOptions) {
        _ = Library.started
        setDurable(options.durable)
        autowrk_git_set_cache_size(options.objectCacheBytes)
        if let home = options.home {
            autowrk_git_set_search_path(Int32(GIT_CONFIG_LEVEL_GLOBAL.rawValue), home)
            autowrk_git_set_search_path(Int32(GIT_CONFIG_LEVEL_XDG.rawValue), home + "/.config/git")
        }
        if !options.readsSystemConfiguration {
            autowrk_git_set_search_path(Int32(GIT_CONFIG_LEVEL_SYSTEM.rawValue), "")
            autowrk_git_set_search_path(Int32(GIT_CONFIG_LEVEL_PROGRAMDATA.rawValue), "")
        }
    }

    /// Opens repositories of any owner from now on, for who has asked Git whether that is safe.
    public static func trustOwners() {
        _ = Library.started
        autowrk_git_set_owner_validation(0)
    }

    /// Turns `fsync` on or off for the process.
    ///
    /// Objects and packs follow at once. References keep what held when their repository was first used,
    /// so the setting belongs before the opening.
    public static func setDurable(_ durable: Bool) {
        _ = Library.started
        Library.isDurable.store(durable, ordering: .relaxed)
        autowrk_git_enable_fsync(durable ? 1 : 0)
    }
}
