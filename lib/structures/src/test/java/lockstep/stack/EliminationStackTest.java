package lockstep.stack;

class EliminationStackTest extends StackContract {

    @Override
    <E> ConcurrentStack<E> newStack() {
        return new EliminationStack<>();
    }
}
