namespace Wisp.Fixtures.Contracts;

public interface IGreeting
{
    string For(string name);
}
