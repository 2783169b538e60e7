// .github/workflows/archive.yml runs this once a month, in the root of the repository. It moves old rows into the
// archive (docs/operations.md). Its arguments are options of lectern db archive.

#:project ../../src/Cli/Cli.csproj

using Lectern.Hooks;

return await Hook.RunAsync(
    "archive: old messages and payments", () => Command.LecternAsync("The archive job", ["db", "archive", .. args]));
