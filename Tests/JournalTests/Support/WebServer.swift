import Platform
import TestSupport

/// A real web server on a loopback port that runs `git http-backend` for all repositories of a sandbox.
struct WebServer {
    private let server: LoopbackServer
    private let port: UInt16

    static let user = "ada"
    static let password = "a pass:word"

    /// - Parameter needsPassword: whether it asks for ``user`` and ``password``.
    init(in sandbox: Sandbox, needsPassword: Bool = false) throws {
        port = try Loopback.freePort()
        let backend = "\(try sandbox.git("--exec-path"))/git-http-backend"
        try sandbox.write("web/passwords", "\(Self.user):\(Self.password)\n")
        let authentication = """
            auth.backend = "plain"
            auth.backend.plain.userfile = "\(sandbox.path)/web/passwords"
            auth.require = ("/" => ("method" => "basic", "realm" => "git", "require" => "valid-user"))
            """
        try sandbox.write(
            "web/lighttpd.conf",
            """
            server.bind = "127.0.0.1"
            server.port = \(port)
            server.pid-file = "\(sandbox.path)/web/pid"
            server.document-root = "\(sandbox.path)/web"
            server.upload-dirs = ("\(sandbox.path)/web")
            server.modules = ("mod_auth", "mod_authn_file", "mod_alias", "mod_setenv", "mod_cgi")
            alias.url = ("/git" => "\(backend)")
            cgi.assign = ("" => "")
            setenv.set-environment = (
              "GIT_PROJECT_ROOT" => "\(sandbox.path)", "GIT_HTTP_EXPORT_ALL" => "1",
              "HOME" => "\(sandbox.home)", "GIT_CONFIG_NOSYSTEM" => "1", "PATH" => "/usr/bin:/bin"
            )
            \(needsPassword ? authentication : "")

            """)
        server = try LoopbackServer(
            "lighttpd", package: "lighttpd", ["-D", "-f", sandbox.path("web/lighttpd.conf")],
            environment: sandbox.environment, pidFile: sandbox.path("web/pid"), port: port)
    }

    /// The URL of a repository by its path in the sandbox.
    func url(of name: String, user: String? = nil) -> String {
        "http://\(user.map { "\($0)@" } ?? "")127.0.0.1:\(port)/git/\(name)"
    }
}
