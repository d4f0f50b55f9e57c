import Glibc
import TestSupport
import Testing

@testable import Git

@Suite struct GitErrorTests {
    @Test(arguments: [
        (EROFS, GitError.Kind.readOnly), (EACCES, .readOnly), (EPERM, .readOnly), (ENOSPC, .diskFull),
        (EDQUOT, .diskFull),
    ])
    func `what the system says decides the kind`(number: Int32, kind: GitError.Kind) {
        let message = "failed to write chunk: \(String(cString: strerror(number)))"
        #expect(GitError.systemKind(message, 0) == kind)
        #expect(GitError.systemKind("failed to write chunk", number) == kind)
    }

    @Test func `another system error has no kind of its own`() {
        #expect(GitError.systemKind("failed to open: \(String(cString: strerror(EMFILE)))", EMFILE) == nil)
    }

    @Test func `a folder that can't be made is an error of the system`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let repository = try Repository.open(top)
        let main = try sandbox.id("main", in: top)
        let error = failure { () throws(GitError) in
            try repository.checkout(tree: main, into: "/proc/nowhere/scratch")
        }
        #expect(error?.kind == .notFound)
        #expect(error?.message == "can't make '/proc/nowhere/scratch': No such file or directory")
    }
}
