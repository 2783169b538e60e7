namespace Lectern.Functions.Admission;

/// <summary>The memory for all bodies that this instance is receiving.</summary>
public sealed class BodyBudget(AdmissionSettings settings)
{
    private long _taken;

    /// <exception cref="ProblemException">503 overloaded: the bodies would take more.</exception>
    public void Take(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) > settings.BodyBytes)
        {
            Give(bytes);
            throw ProblemType.Overloaded.Exception(
                "Too many bodies are being received; try again in a few seconds.");
        }
    }

    public void Give(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
