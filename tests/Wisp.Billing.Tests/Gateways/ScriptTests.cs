using System.Diagnostics;

namespace Wisp.Billing.Tests.Gateways;

/// <summary>The script that the documentation hands to banks, against a process that listens on a real port.</summary>
[Collection(ScreenTests.Name)]
public sealed class ScriptTests(BillingApp app)
{
    [Fact]
    [Trait("rule", "GW-06")]
    public async Task The_documented_script_sends_a_notice_that_is_taken()
    {
        var bank = await Bank.OpenAsync(app, BillingApp.Unique("Guion"));
        var client = await app.OwingAsync("Guion", 100m);
        await bank.EnrolAsync(client, "CLI \"1\"");
        await using var host = WispApp.StartOn(app.Database);
        var url = new Uri(host.Listen(), bank.Url);

        var first = await RunAsync(bank.Secret, $"{url}", "T1", "CLI \"1\"", "40.50");
        Assert.Equal((0, $$"""200 {"result":"recorded","transaction":"T1","payment":{{await bank.ReceiptAsync(client)}}}"""), first);
        Assert.Equal(first, await RunAsync(bank.Secret, $"{url}", "T1", "CLI \"1\"", "40.50", "expired"));
        Assert.Equal("-59.50 0.00 59.50 1", await app.AccountAsync(client));

        var (code, said) = await RunAsync("otro", $"{url}", "T2", "CLI \"1\"", "1");
        Assert.Equal(1, code);
        Assert.StartsWith("""401 {"result":"refused","field":"X-Wisp-Signature","rule":"wrong",""", said, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("", $"{url}", "T2", "CLI", "1")).Code);
    }

    private static async Task<(int Code, string Said)> RunAsync(string secret, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Places.Root, "eng", "gateway-notice"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["WISP_GATEWAY_SECRET"] = secret;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said.TrimEnd('\n'));
    }
}
