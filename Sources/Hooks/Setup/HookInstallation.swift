import Git
import Platform

/// The hooks of ours in one repository: puts them in, takes them out, looks whether they run.
///
/// Everything is told from what is on the disk; there is no record that could be lost or wrong.
public struct HookInstallation: Sendable {
    private let places: HookPlaces
    private let folder: String
    private let environment: [String: String]

    /// The hooks of a repository.
    ///
    /// - Parameters:
    ///   - commonDirectory: `.git`, or the bare repository.
    ///   - folder: where Git runs hooks: the working directory, or the bare repository.
    ///   - environment: what the `git` program gets.
    public init(
        in commonDirectory: String, from folder: String, environment: [String: String]
    ) throws(HookError) {
        places = try HookPlaces(common: commonDirectory)
        self.folder = folder
        // They may be relative to another folder.
        self.environment = environment.filter { !RepositoryVariables.places.contains($0.key) }
    }

    /// What `install` and `uninstall` did.
    public struct Report: Sendable, Equatable {
        /// How our hooks stand there now; nil for not at all.
        public var layout: HookLayout?
        /// Whether anything was written.
        public var hasChanged = false
        /// Whose hooks were found beside ours.
        public var managers: [HookManager] = []
        /// What could not be put back as it was, in words.
        public var remarks: [String] = []
    }

    /// Puts our hooks in, in the layout that suits; a second time changes nothing.
    ///
    /// - Parameter program: the absolute path of the program that they run.
    public func install(program: String) throws(HookError) -> Report {
        let settings = try HookSettings(in: folder, environment: environment)
        var report = Report(managers: HookManager.found(settings, places, in: folder))
        guard let layout = suitable(settings) else {
            // Nobody's hooks run.
            _ = try remove(&report, except: nil)
            return report
        }
        report.layout = layout
        report.hasChanged = try remove(&report, except: layout)
        switch layout {
        case .files:
            do throws(SystemError) {
                if try FilesLayout(places).install(program: program) { report.hasChanged = true }
            } catch { throw .system(error) }
        case .detour, .configuration:
            let former =
                layout == .detour
                ? OwnFolder.Former(
                    folder: theirPath(settings) ?? places.usual,
                    configurations: settings.files.filter { $0 != places.included }) : nil
            if try OwnFolder(places, layout).install(program: program, former: former, from: folder) {
                report.hasChanged = true
            }
        }
        return report
    }

    /// Takes our hooks out, and puts back what they have taken the place of.
    public func uninstall() throws(HookError) -> Report {
        var report = Report()
        report.hasChanged = try remove(&report, except: nil)
        return report
    }

    /// How our hooks stand there; nil for not at all.
    public var layout: HookLayout? {
        OwnFolder.layout(at: places) ?? (FilesLayout(places).isThere() ? .files : nil)
    }

    /// What is wrong with them; nothing where they are not installed.
    ///
    /// - Parameter program: the absolute path of the program that they should run.
    public func problems(program: String) throws(HookError) -> [HookProblem] {
        guard let layout else { return [] }
        let settings = try HookSettings(in: folder, environment: environment)
        var problems: [HookProblem] = []
        do throws(SystemError) {
            switch layout {
            case .files: problems = try FilesLayout(places).problems(program: program)
            case .detour, .configuration:
                problems = try OwnFolder(places, layout).problems(program: program)
            }
        } catch { throw .system(error) }
        if let suitable = suitable(settings), suitable != layout { problems.append(.unsuitable(suitable)) }
        switch layout {
        case .files:
            if let path = settings.paths.last, !places.isUsual(path.value, from: folder) {
                problems.append(.passedOver(path: path.value, file: path.file))
            }
        case .detour:
            if let path = settings.paths.last, path.value != places.own {
                let isNamed = settings.paths.contains { $0.value == places.own }
                problems.append(isNamed ? .passedOver(path: path.value, file: path.file) : .moved)
            } else if settings.paths.isEmpty {
                problems.append(.moved)
            }
        case .configuration:
            if settings.configured.isEmpty { problems.append(.moved) }
        }
        return problems
    }

    /// The text of one of our scripts; nothing for a hook that we have none for.
    ///
    /// - Parameters:
    ///   - name: the hook.
    ///   - program: the absolute path of the program that it runs.
    public static func script(_ name: String, program: String) -> [UInt8] {
        HookScript.all(for: program).first { $0.name == name }?.text ?? []
    }

    /// Whether a file's text is one of our scripts, of whatever version.
    public static func isOurs(_ text: [UInt8]) -> Bool { HookScript.isOurs(text) }

    private func suitable(_ settings: HookSettings) -> HookLayout? {
        let isLink = (try? Files.status(of: places.usual, followingLinks: false))?.isSymbolicLink ?? false
        return HookLayout.choose(
            settings, ownFolder: places.own, isUsual: { places.isUsual($0, from: folder) },
            isUsualElsewhere: isLink)
    }

    /// What `core.hooksPath` says without us.
    private func theirPath(_ settings: HookSettings) -> String? {
        settings.paths.last { $0.value != places.own }?.value
    }

    /// Takes out what stands in other layouts.
    private func remove(_ report: inout Report, except layout: HookLayout?) throws(HookError) -> Bool {
        var hasChanged = false
        if layout != .files, FilesLayout(places).isThere() {
            do throws(SystemError) { report.remarks += try FilesLayout(places).uninstall() } catch {
                throw .system(error)
            }
            hasChanged = true
        }
        if layout == nil || layout == .files, try OwnFolder.uninstall(places) { hasChanged = true }
        return hasChanged
    }
}
