using Npgsql;

namespace Wisp.Modules.Clients.Features.Export;

/// <summary>The clients one after another, counted. Columns begin at 1, after the client's number.</summary>
/// <param name="reader">The statement's rows in the order of the numbers.</param>
/// <param name="reached">Told every now and then how many there were.</param>
/// <param name="twice">The sentence when a client comes twice: a module gave several values for him.</param>
internal sealed class ExportRows(NpgsqlDataReader reader, Func<long, Task> reached, string twice)
{
    private const int Often = 1000;
    private long _number = long.MinValue;

    public NpgsqlDataReader Row => reader;

    public long Count { get; private set; }

    /// <exception cref="ExportRefusedException">A client comes twice.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken)) return false;
        var number = reader.GetInt64(0);
        if (number == _number) throw new ExportRefusedException(twice);
        _number = number;
        if (++Count % Often == 0) await reached(Count);
        return true;
    }
}
