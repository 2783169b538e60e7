using System.ComponentModel;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Lectern.Worker;

/// <summary>
/// Converts route and query texts as Kestrel does. The worker's own converters know neither dates nor <c>TRUE</c> nor
/// <c>05</c> and end in a 500.
/// </summary>
internal sealed class QueryValueConverter : IInputConverter
{
    /// <inheritdoc/>
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        if (context.Source is not string text || context.TargetType == typeof(string)
            || TypeDescriptor.GetConverter(context.TargetType) is not { } converter
            || !converter.CanConvertFrom(typeof(string)))
        {
            return ValueTask.FromResult(ConversionResult.Unhandled());
        }

        try
        {
            return ValueTask.FromResult(ConversionResult.Success(converter.ConvertFromInvariantString(text)));
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or NotSupportedException)
        {
            return ValueTask.FromResult(ConversionResult.Failed(unreadable));
        }
    }
}
