using Npgsql;

namespace Wisp.Billing.Tests;

/// <summary>When an invoice falls due (5.6).</summary>
[Collection(ScreenTests.Name)]
public sealed class DueDateTests(BillingApp app)
{
    [Fact]
    [Trait("rule", "BIL-40")]
    public async Task Nothing_falls_due_before_it_is_issued()
    {
        BillingApp.Refused(
            await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/period"), "form.form", ("Input.Due.FirstDue", "-1")),
            "Primer vencimiento: «-1» no es un número de días de 0 a 365.");

        var (issued, first, second) = await IssuedAsync(0, 0);
        Assert.Equal((issued, issued), (first, second));

        var broken = await Assert.ThrowsAsync<PostgresException>(() => app.Database.RunAsync("update billing.invoice set first_due_date = issued_on - 1 where state = 'pending'"));
        Assert.Equal("invoice_due_order", broken.ConstraintName);
    }

    [Fact]
    [Trait("rule", "BIL-41")]
    public async Task A_due_date_on_a_Sunday_or_a_holiday_stays_where_it_is()
    {
        var today = await app.TodayAsync();
        var sunday = today.AddDays(7 - (int)today.DayOfWeek);
        var christmas = new DateOnly(today.Year, 12, 25);
        if (christmas < sunday) christmas = christmas.AddYears(1);

        var (_, first, second) = await IssuedAsync(sunday.DayNumber - today.DayNumber, christmas.DayNumber - today.DayNumber);

        Assert.Equal((sunday, christmas), (first, second));
    }

    private async Task<(DateOnly Issued, DateOnly First, DateOnly Second)> IssuedAsync(int firstDays, int secondDays)
    {
        await DueAsync(firstDays, secondDays);
        var client = await app.OwingAsync("Vence", 100m);
        await DueAsync(10, 20);
        async Task<DateOnly> DayAsync(string column) => await app.Database.ValueAsync<DateOnly>($"select {column} from billing.invoice where client_id = $1", client);
        return (await DayAsync("issued_on"), await DayAsync("first_due_date"), await DayAsync("second_due_date"));
    }

    private Task<int> DueAsync(int first, int second) => app.Database.RunAsync(
        "update billing.profile set first_due_days = $1, second_due_days = $2 where name is null", (short)first, (short)second);
}
