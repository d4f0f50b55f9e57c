import Glibc
import Platform

exit(await Command.run(Array(CommandLine.arguments.dropFirst()), environment: Environment.current()))
