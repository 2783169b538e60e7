using Lectern.Cli.Doctor;
using Lectern.Testing;
using Xunit;

namespace Lectern.Cli.Tests.Doctor;

public sealed class DoctorPageTests
{
    [Fact]
    public void The_page_has_a_section_for_each_step_in_order_and_names_the_steps_it_needs()
    {
        string[] page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "doctor.md"));

        Assert.Equal(
            DoctorStep.All.Select(step => $"### {step.Name}"),
            page.Where(line => line.StartsWith("### ", StringComparison.Ordinal)));
        Assert.All(DoctorStep.All.SelectMany(step => step.Needs.Select(needed => (step, needed))), pair =>
            Assert.Contains(
                $"Needs {pair.needed.Name}.",
                page[Array.IndexOf(page, $"### {pair.step.Name}") + 2],
                StringComparison.Ordinal));
    }
}
