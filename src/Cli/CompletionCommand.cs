using System.CommandLine;

namespace Lectern.Cli;

/// <summary><c>lectern completion</c>: writes the script with which a shell completes <c>lectern</c>.</summary>
internal static class CompletionCommand
{
    // System.CommandLine answers the directive [suggest:POSITION] with one proposal on each line.
    private const string Bash = """
        _lectern() {
            local IFS=$'\n'
            COMPREPLY=($(lectern "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null))
        }
        complete -F _lectern lectern
        """;

    private const string Zsh = """
        _lectern() {
            compadd -- ${(f)"$(lectern "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)"}
        }
        compdef _lectern lectern
        """;

    private const string Fish = """
        complete -f -c lectern -a '(lectern "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName lectern -ScriptBlock {
            param($word, $line, $position)
            lectern "[suggest:$position]" "$line" |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new Command(
            "completion",
            "Write the script with which a shell completes this command. Example: source <(lectern completion bash)")
        {
            shell,
        };
        command.SetAction(parsed => Console.WriteLine(parsed.GetRequiredValue(shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        }));
        return command;
    }
}
