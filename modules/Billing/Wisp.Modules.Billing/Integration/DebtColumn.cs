using System.Globalization;
using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Integration;

/// <summary>
/// The <c>$</c> of each client (DEBT-01, DEBT-02): red when he owes, filled when some of it is overdue, and says so in words; it leads to the
/// current account.
/// </summary>
[Feature]
internal sealed class DebtColumn(IDatabase<BillingDb> database, AccountScope scope, IIsp isp, IStringLocalizer<BillingText> text) : IClientListColumn
{
    public string Key => "billing.debt";

    public Label Label => Label.Of<BillingText>("debt.column");

    public int Order => 80;

    public int Priority => 1;

    public string? Permission => BillingPermissions.ViewAccount;

    public ClientSql? Sort
    {
        get
        {
            var (within, values) = scope.Where("a.client_id");
            return new($"select a.client_id, -a.balance as sort_key from billing.accounts_v1 a where {within}", values);
        }
    }

    public async Task<IReadOnlyDictionary<Guid, ClientCell>> ReadAsync(IReadOnlyCollection<Guid> clientIds, CancellationToken cancellationToken)
    {
        var (within, values) = scope.Where("x.id", after: 2);
        return (await database.Source.Sql(
            $"""
            select x.id, coalesce(a.balance, 0), exists (
                select from billing.invoice i where i.client_id = x.id and i.state = 'pending' and i.first_due_date < $2)
            from unnest($1) x (id) left join billing.account a on a.client_id = x.id
            where {within}
            """, [clientIds.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), await isp.TodayAsync(cancellationToken), .. values])
            .ListAsync(row => (Client: row.GetGuid(0), Balance: row.GetDecimal(1), Overdue: row.GetBoolean(2)), cancellationToken))
            .ToDictionary(row => row.Client, row => Cell(row.Client, row.Balance, row.Overdue));
    }

    private ClientCell Cell(Guid client, decimal balance, bool overdue)
    {
        var amount = Math.Abs(balance).ToString("N2", CultureInfo.CurrentCulture);
        var said = balance switch
        {
            < 0 => text[overdue ? "debt.overdue" : "debt.owes", amount].Value,
            > 0 => text["balance.favour", amount].Value,
            _ => text["debt.none"].Value,
        };
        return new ClientCell(balance < 0 ? $"$ {amount}" : "$")
        {
            State = balance < 0 ? (overdue ? "failed" : "disabled") : null,
            Title = said,
            Url = $"/billing/account/{client}",
            IsNumber = true,
        };
    }
}
