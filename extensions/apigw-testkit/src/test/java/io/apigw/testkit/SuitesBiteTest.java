package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.api.GatewayClock;
import io.apigw.api.JsonEngine;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.cache.CacheKey;
import io.apigw.api.cache.CachedResponse;
import io.apigw.api.cache.ResponseCache;
import io.apigw.api.throttle.LimitEngine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An implementation that does not do what it should fails its suite. */
class SuitesBiteTest {

  /** Never forgets, and takes keys for one another. */
  private static final class CarelessCache implements ResponseCache {

    private final Map<String, CachedResponse> entries = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Optional<CachedResponse>> find(CacheKey key) {
      return CompletableFuture.completedStage(Optional.ofNullable(entries.get(name(key))));
    }

    @Override
    public void store(CacheKey key, CachedResponse response, Duration ttl) {
      entries.put(name(key), response);
    }

    private static String name(CacheKey key) {
      return key.scope() + String.join("", key.values());
    }
  }

  @Test
  void aCacheThatNeverForgets() {
    ResponseCacheConformance suite = new ResponseCacheConformance() {
      @Override
      protected ResponseCache cache(TestClock clock) {
        return new CarelessCache();
      }
    };
    suite.whatWasStoredIsFoundWithAllItsParts();
    fails(suite::anEntryLivesAsLongAsItWasStoredFor);
    fails(suite::noTimeToLiveMeansNoEntry);
    fails(suite::keysThatLookAlikeAreDifferent);
  }

  @Test
  void anEngineThatAsksNoFunction() {
    CustomAuthorizerConformance suite = new CustomAuthorizerConformance() {
      @Override
      protected AuthorizerEngine engine() {
        return FakeAuthorizers.create();
      }
    };
    fails(suite::decisionsCount);
    fails(suite::faultsAdmitNobody);
    fails(suite::nobodyIsAskedWithoutIdentity);
    fails(suite::resultsAreKeptForTheSameCaller);
    fails(suite::keptPolicyIsHeldAgainstEachCall);
    fails(suite::unknownCallersAreAskedAboutAgain);
  }

  @Test
  void limitsThatLetEverythingPass() {
    LimitEngineConformance suite = new LimitEngineConformance() {
      @Override
      protected LimitEngine engine() {
        return FakeLimits.create();
      }
    };
    fails(suite::theBurstPassesAtOnceAndNoMore);
    fails(suite::zeroDeniesAll);
    fails(suite::threadsThatAskAtOnceShareOneBucket);
    fails(suite::aRefusalSaysWhenToComeAgain);
  }

  @Test
  void limitsThatLetNothingPass() {
    LimitEngineConformance suite = new LimitEngineConformance() {
      @Override
      protected LimitEngine engine() {
        return FakeLimits.create().refuse("orders/prod");
      }
    };
    fails(suite::theBurstPassesAtOnceAndNoMore);
    fails(suite::whatIsGivenBackCanBeTakenAgain);
  }

  @Test
  void authorizersThatAdmitEverybody() {
    AuthorizerEngineConformance suite = authorizers(FakeAuthorizers.create());
    fails(suite::garbageIsNotAdmittedTheSecondTime);
    fails(suite::nonsenseFromOutsideAdmitsNobody);
    fails(() -> suite.garbageIsNeverAdmitted().forEach(test -> run(test.getExecutable()::execute)));
  }

  @Test
  void authorizersThatForgetTheirCallers() {
    AuthorizerEngineConformance suite = authorizers(FakeAuthorizers.create().always(call -> {
      throw new IllegalStateException("no answer");
    }));
    org.assertj.core.api.Assertions.assertThatThrownBy(suite::nothingBlocksAndEveryCallEnds)
        .isNotNull();
  }

  @Test
  void jsonThatReadsNoClasses() {
    JsonEngineConformance suite = new JsonEngineConformance() {
      @Override
      protected JsonEngine engine() {
        return TreeJson.create();
      }
    };
    suite.bombsAreRefused();
    org.assertj.core.api.Assertions.assertThatThrownBy(suite::classesAreWrittenAndReadAgain)
        .isNotNull();
    fails(suite::onlyUtf8IsRead);
  }

  @Test
  void aClockThatRunsTasksTooEarly() {
    TestClock clock = TestClock.create();
    GatewayClockConformance suite = new GatewayClockConformance() {
      @Override
      protected GatewayClock clock() {
        return new GatewayClock() {
          @Override
          public java.time.Instant instant() {
            return clock.instant();
          }

          @Override
          public long nanos() {
            return clock.nanos();
          }

          @Override
          public io.apigw.api.Cancellable schedule(Runnable task, Duration delay) {
            return clock.schedule(task, Duration.ZERO);
          }
        };
      }
    };
    fails(suite::aTaskRunsOnceAfterItsDelay);
    fails(suite::tasksRunInTheOrderInWhichTheyAreDue);
    fails(suite::aTaskThatWasCalledOffDoesNotRun);
  }

  private static AuthorizerEngineConformance authorizers(AuthorizerEngine engine) {
    return new AuthorizerEngineConformance() {
      @Override
      protected AuthorizerEngine engine() {
        return engine;
      }

      @Override
      protected Authorizer definition() {
        return JwtAuthorizer.of("login", "https://issuer.example", "orders");
      }
    };
  }

  private static void fails(ThrowingCallable test) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(test);
  }

  private static void run(ThrowingCallable test) {
    try {
      test.call();
    } catch (Error failed) {
      throw failed;
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }
}
