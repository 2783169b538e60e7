using Xunit;

namespace Lectern.Functions.Tests.Support;

public sealed class SamplesTests
{
    [Fact]
    public void Every_resource_has_samples_in_its_folder_of_the_tests()
    {
        var missing = Resource.All
            .Where(resource => Samples.All.All(samples => samples.Folder != Samples.FolderOf(resource)))
            .Select(resource => $"tests/Functions.Tests/{Samples.FolderOf(resource)}/"
                + resource.GetType().Name.Replace("Resource", "Samples.cs", StringComparison.Ordinal));

        Assert.True(!missing.Any(), $"Add {string.Join(", ", missing)}, with a class that derives from Samples.");
    }

    [Fact]
    public void No_samples_are_left_of_a_resource_that_is_gone() => Assert.Empty(
        Samples.All.Select(samples => samples.Folder).Except(Resource.All.Select(Samples.FolderOf)));

    [Fact]
    public void A_resource_has_its_samples_once() =>
        Assert.Equal(Samples.All.Select(samples => samples.Folder).Distinct(), Samples.All.Select(one => one.Folder));
}
