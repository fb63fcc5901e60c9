/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.internal.swap;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.SwapResult;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.DescriptorFinder;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.Found;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.NotFound;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.Creator;
import io.github.mptcpspring.testsupport.FakeSocket;
import io.github.mptcpspring.testsupport.FakeSocketObject;
import io.github.mptcpspring.testsupport.FakeSystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever step of the swap fails with whatever errno, the descriptor refers either to an
 * MPTCP socket with everything that the creator had set or to the TCP socket that it
 * referred to before, unchanged, and no descriptor is open that was not open before.
 */
@Tag("kernel")
class SocketSwapErrnoTests {

	private static final List<Integer> ERRNOS = List.of(Errno.EPERM, Errno.EINTR, Errno.EIO, Errno.EBADF, Errno.ENOMEM,
			Errno.EACCES, Errno.EBUSY, Errno.EINVAL, Errno.ENFILE, Errno.EMFILE, Errno.ENOTSOCK, Errno.ENOPROTOOPT,
			Errno.EPROTONOSUPPORT, Errno.EOPNOTSUPP, Errno.EAFNOSUPPORT, Errno.ENOBUFS);

	static Stream<Arguments> everyCreatorAndWay() {
		return Stream.of(Creator.values())
			.flatMap((creator) -> Stream.of(Way.values()).map((way) -> Arguments.of(creator, way)));
	}

	@ParameterizedTest
	@MethodSource("everyCreatorAndWay")
	void whenOneStepFailsTheSocketIsSwappedWhollyOrNotAtAll(Creator creator, Way way) {
		forEachStepAndErrno(creator, way, FaultySystemCalls::failAt);
	}

	@ParameterizedTest
	@MethodSource("everyCreatorAndWay")
	void whenAStepAndAllThatFollowFailTheSocketIsSwappedWhollyOrNotAtAll(Creator creator, Way way) {
		forEachStepAndErrno(creator, way, FaultySystemCalls::failFrom);
	}

	private void forEachStepAndErrno(Creator creator, Way way, Fault fault) {
		Attempt success = new Attempt(creator);
		success.perform(way);
		assertThat(success.result).isEqualTo(new Swapped());
		List<String> trace = success.calls.trace();
		assertThat(trace).hasSizeGreaterThan(30);
		for (int step = 0; step < trace.size(); step++) {
			for (int errno : ERRNOS) {
				Attempt attempt = new Attempt(creator);
				fault.inject(attempt.calls, step, errno);
				attempt.perform(way);
				attempt.verify(trace.get(step), errno);
			}
		}
	}

	/**
	 * A way in which a descriptor comes to be swapped.
	 */
	enum Way {

		BY_NUMBER {

			@Override
			SwapResult swap(FakeSystemCalls kernel, SystemCalls calls, int descriptor) {
				return new ProcessSockets(new Kernel(calls)).swap(descriptor);
			}

		},

		BY_OBJECT {

			@Override
			SwapResult swap(FakeSystemCalls kernel, SystemCalls calls, int descriptor) {
				FakeSocketObject object = new FakeSocketObject(kernel, descriptor);
				return switch (new DescriptorFinder(calls).find(object::getOption, object::setOption)) {
					case Found(BorrowedDescriptor found) -> new SocketSwap(calls).swap(found);
					case NotFound(Problem because) -> new Kept(because);
				};
			}

		};

		abstract SwapResult swap(FakeSystemCalls kernel, SystemCalls calls, int descriptor);

	}

	/**
	 * Lets calls fail.
	 */
	@FunctionalInterface
	private interface Fault {

		void inject(FaultySystemCalls calls, int step, int errno);

	}

	private static final class Attempt {

		private final FakeSystemCalls kernel = new FakeSystemCalls();

		private final FaultySystemCalls calls = new FaultySystemCalls(this.kernel);

		private final Creator creator;

		private final int descriptor;

		private final FakeSocket tcp;

		private final Map<SockOpt, byte[]> before;

		private final Set<Integer> openBefore;

		private SwapResult result;

		Attempt(Creator creator) {
			this.creator = creator;
			this.descriptor = creator.create(this.kernel);
			this.tcp = this.kernel.at(this.descriptor);
			this.before = readOptions();
			this.openBefore = this.kernel.openDescriptors();
		}

		private Map<SockOpt, byte[]> readOptions() {
			Map<SockOpt, byte[]> values = new EnumMap<>(SockOpt.class);
			for (SockOpt option : CarriedOptions.ALL) {
				byte[] value = new byte[option.length()];
				if (this.kernel.getsockopt(this.descriptor, option, value) >= 0) {
					values.put(option, value);
				}
			}
			return values;
		}

		void perform(Way way) {
			this.result = way.swap(this.kernel, this.calls, this.descriptor);
		}

		void verify(String failed, int errno) {
			String description = failed + " fails with " + Errno.name(errno) + ": " + this.result;
			assertThat(this.calls.faults()).as(description).isPositive();
			assertThat(this.kernel.openDescriptors()).as(description).isEqualTo(this.openBefore);
			assertThat(this.kernel.isCloseOnExec(this.descriptor)).as(description)
				.isEqualTo(this.creator.descriptorFlags() != 0);
			assertThat(this.kernel.at(this.descriptor).isNonBlocking()).as(description)
				.isEqualTo(this.creator.isNonBlocking());
			switch (this.result) {
				case Swapped _ -> verifySwapped(description, failed, errno);
				case Kept(Problem because) -> verifyKept(description, because, errno);
			}
		}

		private void verifySwapped(String description, String failed, int errno) {
			assertThat(this.kernel.at(this.descriptor).isMptcp()).as(description).isTrue();
			assertThat(this.creator.options().keySet()).as(description)
				.containsAll(this.kernel.at(this.descriptor).assigned());
			Set<SockOpt> carried = EnumSet.noneOf(SockOpt.class);
			carried.addAll(this.creator.options().keySet());
			if (errno == Errno.ENOPROTOOPT || errno == Errno.EOPNOTSUPP) {
				// A TCP socket that answers so, this one or a fresh one, does not have
				// the
				// option
				carried.removeIf((option) -> failed.equals("getsockopt " + this.descriptor + " " + option)
						|| failed.equals("getsockopt " + (this.descriptor + 2) + " " + option));
			}
			Map<SockOpt, byte[]> after = readOptions();
			for (SockOpt option : carried) {
				assertThat(after.get(option)).as(description + ", " + option).isEqualTo(this.before.get(option));
			}
		}

		private void verifyKept(String description, Problem because, int errno) {
			assertThat(this.kernel.at(this.descriptor)).as(description).isSameAs(this.tcp);
			assertThat(readOptions()).as(description).containsExactlyInAnyOrderEntriesOf(this.before);
			assertThat(because.description()).as(description).containsAnyOf(words(errno));
		}

		private CharSequence[] words(int errno) {
			String anyErrno = "its descriptor could not be found";
			return (errno != Errno.ENOPROTOOPT) ? new CharSequence[] { Errno.name(errno), anyErrno }
					: new CharSequence[] { Errno.name(errno), anyErrno, "net.mptcp.enabled is 0" };
		}

	}

}
