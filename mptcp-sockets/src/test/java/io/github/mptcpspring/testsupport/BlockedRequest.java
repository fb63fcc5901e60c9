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

import java.util.concurrent.CountDownLatch;

/**
 * A request whose response waits until the test lets it go on.
 */
public final class BlockedRequest {

	private final CountDownLatch arrived = new CountDownLatch(1);

	private final CountDownLatch mayGoOn = new CountDownLatch(1);

	/**
	 * Return the request, for the application.
	 * @return the body of the response
	 * @throws InterruptedException when the server gives up
	 */
	public String answer() throws InterruptedException {
		this.arrived.countDown();
		this.mayGoOn.await();
		return "hello";
	}

	public void awaitArrival() throws InterruptedException {
		this.arrived.await();
	}

	public void goOn() {
		this.mayGoOn.countDown();
	}

}
