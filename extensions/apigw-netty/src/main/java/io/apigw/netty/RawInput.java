package io.apigw.netty;

/** What stands before the handler: our own decoder can hold pipelined requests back undecoded, a user's cannot. */
interface RawInput {

  RawInput FOREIGN = new RawInput() {
    @Override
    public void resume() {}

    @Override
    public boolean headBegun() {
      return false;
    }

    @Override
    public boolean anythingHeld() {
      return false;
    }

    @Override
    public boolean full() {
      return false;
    }
  };

  /** Decodes what was held back, if anything was. */
  void resume();

  /** Whether a part of a head has come. */
  boolean headBegun();

  /** Whether something has come that is not decoded. */
  boolean anythingHeld();

  /** Whether more is held back than should be. */
  boolean full();
}
