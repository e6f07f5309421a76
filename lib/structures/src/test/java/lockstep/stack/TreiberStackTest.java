package lockstep.stack;

class TreiberStackTest extends StackContract {

    @Override
    <E> ConcurrentStack<E> newStack() {
        return new TreiberStack<>();
    }
}
