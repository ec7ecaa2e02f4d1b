namespace Wisp.Modules.Clients.Features.Import.Reading;

internal sealed class UnclosedQuoteException(int line) : Exception($"A quote opened on line {line} is never closed.")
{
    public int Line { get; } = line;
}
