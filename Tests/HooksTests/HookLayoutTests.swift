import Hooks
import Testing

/// Which layout suits what Git says.
@Suite("The layout of hooks")
struct HookLayoutTests {
    private func layout(
        _ paths: [String] = [], version: [Int] = [2, 39], isLink: Bool = false
    ) -> HookLayout? {
        let settings = HookSettings(
            version: version, paths: paths.map { .init(value: $0, scope: "local", file: "") }, configured: [])
        return HookLayout.choose(
            settings, ownFolder: "/r/.git/autowrk/hooks", isUsual: { $0 == ".git/hooks" },
            isUsualElsewhere: isLink)
    }

    @Test func `without core.hooksPath they are files`() { #expect(layout() == .files) }

    @Test func `a path that means the usual folder changes nothing`() {
        #expect(layout([".git/hooks"]) == .files)
    }

    @Test func `a path leads past them, so they come in front`() { #expect(layout([".husky/_"]) == .detour) }

    @Test func `our own path does not count`() {
        #expect(layout([".husky/_", "/r/.git/autowrk/hooks"]) == .detour)
        #expect(layout(["/r/.git/autowrk/hooks"]) == .files)
    }

    @Test func `a folder that lies elsewhere is not written to`() { #expect(layout(isLink: true) == .detour) }

    @Test func `a newer Git has them in its configuration`() {
        #expect(layout(version: [2, 54]) == .configuration)
        #expect(layout([".husky/_"], version: [2, 55]) == .configuration)
        #expect(layout([".husky/_"], version: [3, 0]) == .configuration)
        #expect(layout(version: [2, 53]) == .files)
    }

    @Test func `who has switched hooks off gets none`() {
        #expect(layout(["/dev/null"]) == nil)
        #expect(layout(["/dev/null"], version: [2, 54]) == nil)
    }
}
