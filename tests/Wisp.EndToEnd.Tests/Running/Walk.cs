namespace Wisp.EndToEnd.Tests.Running;

/// <summary>One person at one browser.</summary>
public sealed class Walk(Site site, IPage page)
{
    public Site Site => site;

    public IPage Page => page;

    public Complaints Complaints { get; } = new(page);

    public SignInPage SignIn => new(page);

    public Shell Shell => new(page);

    public ClientListPage Clients => new(page);

    public ClientForm Form => new(page);

    public MapView Map => new(page);

    public Task GoAsync(string url) => page.GotoAsync(url);

    /// <summary>Signs in an operator made for this walk; <c>*</c> is an administrator.</summary>
    public async Task<Account> SignInAsync(params string[] permissions)
    {
        var account = await Accounts.MakeAsync(site.Database, permissions);
        await SignIn.OpenAsync();
        await SignIn.EnterAsync(account.Email, account.Password);
        await Expect(Shell.Main).ToBeVisibleAsync();
        return account;
    }
}
