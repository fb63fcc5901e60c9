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

package io.github.mptcpspring.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.MptcpFullInfo;
import io.github.mptcpspring.internal.linux.struct.SockAddr;

/**
 * System calls, real or fake, of which some fail. It keeps a trace of them all, one line
 * each, {@code "getsockopt 4 SO_PROTOCOL"} for example.
 */
public final class FaultySystemCalls implements SystemCalls {

	private final SystemCalls delegate;

	private final List<String> trace = new ArrayList<>();

	private Predicate<String> faulty = (call) -> false;

	private int errno;

	private int faults;

	public FaultySystemCalls(SystemCalls delegate) {
		this.delegate = delegate;
	}

	public List<String> trace() {
		return this.trace;
	}

	/**
	 * Return how many calls were made to fail.
	 * @return the number of calls
	 */
	public int faults() {
		return this.faults;
	}

	/**
	 * Let the one call at an index of the trace fail.
	 * @param index the index
	 * @param errno how it fails
	 */
	public void failAt(int index, int errno) {
		fail((call) -> this.trace.size() - 1 == index, errno);
	}

	/**
	 * Let the call at an index of the trace fail, and all that follow.
	 * @param index the index
	 * @param errno how they fail
	 */
	public void failFrom(int index, int errno) {
		fail((call) -> this.trace.size() - 1 >= index, errno);
	}

	/**
	 * Let every call fail that a regular expression matches.
	 * @param pattern the regular expression
	 * @param errno how they fail
	 */
	public void failEach(String pattern, int errno) {
		fail((call) -> call.matches(pattern), errno);
	}

	/**
	 * Let something happen right before the first call that a regular expression matches.
	 * @param pattern the regular expression
	 * @param event what happens
	 */
	public void before(String pattern, Runnable event) {
		AtomicBoolean happened = new AtomicBoolean();
		fail((call) -> {
			if (call.matches(pattern) && happened.compareAndSet(false, true)) {
				event.run();
			}
			return false;
		}, 0);
	}

	public void failNone() {
		fail((call) -> false, 0);
	}

	private void fail(Predicate<String> faulty, int errno) {
		this.faulty = faulty;
		this.errno = errno;
	}

	@Override
	public int socket(int domain, int type, int protocol) {
		return call("socket " + domain + " " + protocol, () -> this.delegate.socket(domain, type, protocol));
	}

	@Override
	public int dup3(int source, int target, int flags) {
		return call("dup3 " + source + " " + target, () -> this.delegate.dup3(source, target, flags));
	}

	/** Linux frees the number even when it answers an error (close(2)). */
	@Override
	public int close(int descriptor) {
		int result = this.delegate.close(descriptor);
		return call("close " + descriptor, () -> result);
	}

	@Override
	public int fcntl(int descriptor, int command, int argument) {
		return call("fcntl " + descriptor + " " + command, () -> this.delegate.fcntl(descriptor, command, argument));
	}

	@Override
	public int getsockopt(int descriptor, SockOpt option, byte[] value) {
		return call("getsockopt " + descriptor + " " + option,
				() -> this.delegate.getsockopt(descriptor, option, value));
	}

	@Override
	public int setsockopt(int descriptor, SockOpt option, byte[] value) {
		return call("setsockopt " + descriptor + " " + option,
				() -> this.delegate.setsockopt(descriptor, option, value));
	}

	@Override
	public int getsockname(int descriptor, SockAddr address) {
		return address
			.keepLength(call("getsockname " + descriptor, () -> this.delegate.getsockname(descriptor, address)));
	}

	@Override
	public int getpeername(int descriptor, SockAddr address) {
		return address
			.keepLength(call("getpeername " + descriptor, () -> this.delegate.getpeername(descriptor, address)));
	}

	@Override
	public int getMptcpFullInfo(int descriptor, MptcpFullInfo fullInfo) {
		return fullInfo.keepLength(
				call("getMptcpFullInfo " + descriptor, () -> this.delegate.getMptcpFullInfo(descriptor, fullInfo)));
	}

	@Override
	public int send(int descriptor, byte[] message, int flags) {
		return call("send " + descriptor, () -> this.delegate.send(descriptor, message, flags));
	}

	@Override
	public int recvfrom(int descriptor, byte[] message, int flags, byte[] sender) {
		return call("recvfrom " + descriptor, () -> this.delegate.recvfrom(descriptor, message, flags, sender));
	}

	private int call(String call, IntSupplier real) {
		this.trace.add(call);
		if (this.faulty.test(call)) {
			this.faults++;
			return -this.errno;
		}
		return real.getAsInt();
	}

}
