import Glibc
import Platform
import TestSupport

/// A real `sshd` of the current user on a loopback port, with keys of its own.
struct SSHServer {
    private let server: LoopbackServer
    private let sandbox: Sandbox
    private let port: UInt16
    private let user: String

    init(in sandbox: Sandbox) throws {
        self.sandbox = sandbox
        user = try sandbox.run(["id", "-un"]).stdout.filter { $0 != "\n" }
        port = try Loopback.freePort()
        for key in ["host", "user", "stranger"] {
            let outcome = try sandbox.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", sandbox.path("ssh-\(key)")])
            guard outcome.status == 0 else {
                throw LoopbackServer.Missing(description: "no keys: apt-get install openssh-client")
            }
        }
        // sshd of root wants an empty folder of its own, which Debian makes when the service starts.
        if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
        try sandbox.write(
            "sshd_config",
            """
            Port \(port)
            ListenAddress 127.0.0.1
            HostKey \(sandbox.path)/ssh-host
            AuthorizedKeysFile \(sandbox.path)/ssh-user.pub
            AuthenticationMethods publickey
            PermitRootLogin yes
            StrictModes no
            UsePAM no
            PidFile \(sandbox.path)/sshd.pid
            SetEnv HOME=\(sandbox.home) GIT_CONFIG_NOSYSTEM=1

            """)
        server = try LoopbackServer(
            "sshd", package: "openssh-server", ["-D", "-e", "-f", sandbox.path("sshd_config")],
            environment: sandbox.environment, pidFile: sandbox.path("sshd.pid"), port: port)
        let key = try sandbox.read("ssh-host.pub").split(separator: " ").prefix(2).joined(separator: " ")
        try sandbox.write("known_hosts", "[127.0.0.1]:\(port) \(key)\n")
    }

    func url(of path: String) -> String { "ssh://\(user)@127.0.0.1:\(port)\(path)" }

    /// What a client's GIT_SSH_COMMAND must be.
    func command(key: String = "user") -> String {
        """
        ssh -F none -i \(sandbox.path)/ssh-\(key) -o IdentitiesOnly=yes -o IdentityAgent=none \
        -o UserKnownHostsFile=\(sandbox.path)/known_hosts -o BatchMode=yes
        """
    }
}
