/// What tells the name of a file from other words with a full stop in them.
enum FileNames {
    static let extensions: Set<String> = [
        "adb", "asm", "astro", "bash", "bat", "bazel", "bzl", "c", "cc", "cfg", "cjs", "clj", "cljs",
        "cmake", "cmd", "conf", "config", "cpp", "cr", "cs", "csproj", "css", "csv", "cts", "cu", "cxx",
        "d", "dart", "diff", "ejs", "el", "elm", "env", "erb", "erl", "ex", "exs", "f90", "feature", "fish",
        "fs", "fsproj", "fsx", "gemspec", "go", "gql", "gradle", "graphql", "groovy", "h", "haml", "hbs",
        "hcl", "hh", "hpp", "hrl", "hs", "html", "hxx", "inc", "ini", "ipynb", "java", "jinja", "jinja2",
        "jl", "js", "json", "json5", "jsonc", "jsx", "kt", "kts", "less", "liquid", "lock", "log", "lua",
        "m", "md", "mdx", "mjs", "mk", "ml", "mli", "mm", "mod", "mts", "mustache", "nim", "nix", "patch",
        "php", "phtml", "pl", "plist", "pm", "po", "pp", "properties", "props", "proto", "ps1", "pug", "py",
        "pyi", "pyx", "r", "rake", "rb", "rbi", "re", "rkt", "rs", "rst", "s", "sass", "sbt", "scala",
        "scm", "scss", "sh", "sln", "snap", "sol", "sql", "sum", "svelte", "svg", "swift", "tcl", "tf",
        "tfvars", "toml", "ts", "tsv", "tsx", "twig", "txt", "v", "vala", "vb", "vbproj", "vim", "vue",
        "xaml", "xml", "xsd", "xsl", "yaml", "yml", "zig", "zsh",
    ]

    static let files: Set<String> = [
        "BUILD", "Brewfile", "CODEOWNERS", "Dockerfile", "GNUmakefile", "Gemfile", "Guardfile", "Jenkinsfile",
        "Justfile", "Makefile", "Pipfile", "Podfile", "Procfile", "Rakefile", "Vagrantfile", "WORKSPACE",
        "justfile", "makefile", ".babelrc", ".bashrc", ".dockerignore", ".editorconfig", ".env", ".eslintrc",
        ".gitattributes", ".gitignore", ".gitmodules", ".npmrc", ".nvmrc", ".prettierrc",
    ]

    static let rootFolders: Set<String> = [
        ".github", ".gitlab", "Sources", "Tests", "api", "app", "apps", "backend", "bin", "cmd", "config",
        "core", "crates", "db", "doc", "docs", "examples", "frontend", "include", "internal", "lib", "libs",
        "modules", "packages", "pkg", "plugins", "public", "scripts", "server", "spec", "src", "templates",
        "test", "tests", "tools", "vendor", "web",
    ]

    /// Products that are called like files.
    private static let products: Set<String> = [
        "alpine.js", "angular.js", "asp.net", "backbone.js", "chart.js", "d3.js", "deck.gl", "discord.js",
        "ember.js", "express.js", "fastify.js", "knockout.js", "moment.js", "nest.js", "next.js", "node.js",
        "nuxt.js", "p5.js", "react.js", "socket.io", "solid.js", "three.js", "vue.js", "i.e.m", "e.g.c",
    ]

    static func hasKnownExtension(_ path: ArraySlice<UInt8>) -> Bool {
        guard let stop = path.lastIndex(of: UInt8(ascii: ".")), stop > path.startIndex,
            path.endIndex - stop <= 12, path[path.index(before: stop)] != UInt8(ascii: "/")
        else { return false }
        return extensions.contains(path[(stop + 1)...].text.lowercased())
    }

    static func isKnownFile(_ path: ArraySlice<UInt8>) -> Bool {
        let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? path.startIndex
        return files.contains(path[start...].text)
    }

    static func isProductName(_ name: ArraySlice<UInt8>) -> Bool { products.contains(name.text.lowercased()) }
}
