import CPlatform
import Glibc

/// What `posix_spawn(3)` is told besides the command: file actions, attributes, and the child's ends of
/// pipes, which close in this process when the request is gone.
struct SpawnRequest: ~Copyable {
    /// One of the child's three descriptors.
    enum Stream: Int32 {
        case input = 0
        case output = 1
        case errorOutput = 2
    }

    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
    private var flags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
    private var childInput: Descriptor?
    private var childOutput: Descriptor?
    private var childErrorOutput: Descriptor?

    init() {
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
    }

    deinit {
        var actions = actions
        var attributes = attributes
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
    }

    mutating func connectToNull(_ stream: Stream) {
        let flags = stream == .input ? O_RDONLY : O_WRONLY
        posix_spawn_file_actions_addopen(&actions, stream.rawValue, "/dev/null", flags, 0)
    }

    mutating func connect(_ stream: Stream, to descriptor: consuming Descriptor) {
        posix_spawn_file_actions_adddup2(&actions, descriptor.number, stream.rawValue)
        switch stream {
        case .input: childInput = consume descriptor
        case .output: childOutput = consume descriptor
        case .errorOutput: childErrorOutput = consume descriptor
        }
    }

    /// Standard error goes where standard output was connected to before.
    mutating func mergeErrorOutput() {
        posix_spawn_file_actions_adddup2(&actions, Stream.output.rawValue, Stream.errorOutput.rawValue)
    }

    mutating func startGroup() {
        posix_spawnattr_setpgroup(&attributes, 0)
        flags |= Int16(POSIX_SPAWN_SETPGROUP)
    }

    /// Starts the command as a child, which must be waited for.
    consuming func start(_ command: ChildCommand) throws(SystemError) -> pid_t {
        var child: pid_t = 0
        try start(command) { posix_spawn(&child, $0, $1, $2, $3, $4) }
        return child
    }

    /// Starts the command in a session of its own, as a child of init.
    consuming func startOrphan(_ command: ChildCommand) throws(SystemError) {
        flags |= autowrk_spawn_setsid
        try start(command) { autowrk_spawn_orphan($0, $1, $2, $3, $4) }
    }

    private mutating func start(
        _ command: ChildCommand,
        with spawn: (
            UnsafePointer<CChar>, UnsafePointer<posix_spawn_file_actions_t>, UnsafePointer<posix_spawnattr_t>,
            CStrings, CStrings
        ) -> Int32
    ) throws(SystemError) {
        let name = command.arguments.first ?? ""
        let program = try ProgramLookup.find(name, in: command.environment["PATH"])
        if let folder = command.workingDirectory {
            // posix_spawn has one error for a missing folder and a missing program.
            guard try Files.status(of: folder).isDirectory else {
                throw SystemError(code: ENOTDIR, operation: "start '\(name)' in", path: folder)
            }
            autowrk_spawn_addchdir(&actions, folder)
        }
        // Last, as the actions before it duplicate descriptors that it closes.
        autowrk_spawn_addclosefrom(&actions, STDERR_FILENO + 1)
        posix_spawnattr_setflags(&attributes, flags)
        autowrk_keep_children()

        let variables = command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let code = withCStrings(command.arguments) { arguments in
            withCStrings(variables) { environment in
                spawn(program, &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else { throw SystemError(code: code, operation: "start", path: name) }
    }
}

/// A null-terminated array of C strings, as `execve(2)` takes it.
private typealias CStrings = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

private func withCStrings<Value>(_ strings: [String], _ body: (CStrings) -> Value) -> Value {
    let count = strings.count
    return withUnsafeTemporaryAllocation(of: CStrings.Pointee.self, capacity: count + 1) { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("the buffer holds the nil at least") }
        for (index, string) in strings.enumerated() { (base + index).initialize(to: strdup(string)) }
        (base + count).initialize(to: nil)
        defer { for index in 0..<count { free(base[index]) } }
        return body(base)
    }
}
